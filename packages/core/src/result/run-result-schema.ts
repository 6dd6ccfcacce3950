import { toJsonSchema } from "../shape/json-schema.ts";
import type { JsonSchema } from "../shape/json-schema.ts";
import { runResultShape } from "./run-result-shape.ts";
import { RESULT_SCHEMA_VERSION } from "./run-result.ts";

/**
 * The JSON Schema of result documents, for tools in other languages. Published, with descriptions, as
 * `@paceline/core/run-result.schema.json`.
 */
export const runResultSchema = (): JsonSchema => ({
  $id: `urn:paceline:run-result:${RESULT_SCHEMA_VERSION}`,
  title: "A result document of paceline",
  ...toJsonSchema(runResultShape.node),
});

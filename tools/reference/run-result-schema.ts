import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

import { runResultSchema } from "@paceline/core";

import { readDescriptions } from "./read-descriptions.ts";
import type { InterfaceDescriptions } from "./read-descriptions.ts";

const sources = join(import.meta.dirname, "../../packages/core/src");

type Json = { [key: string]: Json };

/** The published schema: what the code checks, with what the types' doc comments say. */
export async function renderRunResultSchema(): Promise<string> {
  const descriptions = new Map<string, InterfaceDescriptions>();
  for await (const path of glob(["error-record.ts", "result/*.ts"], { cwd: sources })) {
    for (const [name, described] of readDescriptions(await readFile(join(sources, path), "utf8"))) {
      descriptions.set(name, described);
    }
  }
  // Through JSON, which leaves nothing shared: two fields of one shape have two descriptions.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- plain JSON of nested objects
  const schema = JSON.parse(JSON.stringify(runResultSchema())) as Json;
  for (const [name, definition] of Object.entries(schema["$defs"]!)) {
    const described = descriptions.get(name);
    if (described === undefined) continue;
    describe(definition, described.summary);
    for (const [field, property] of Object.entries(definition["properties"] ?? {})) {
      describe(property, described.fields.get(field) ?? "");
    }
  }
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function describe(schema: object, description: string): void {
  if (description !== "") Object.assign(schema, { description });
}

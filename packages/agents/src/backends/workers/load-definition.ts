import type { AgentDefinition } from "../../agent.ts";
import { AgentModuleError } from "../../errors.ts";

const isDefinition = (value: unknown): value is AgentDefinition =>
  typeof value === "object" &&
  value !== null &&
  "kind" in value &&
  "create" in value &&
  typeof value.create === "function";

/**
 * Finds a definition in the module that exports it, which is how it comes to a thread or process.
 *
 * @param module - URL of the module, from the definition's `module`.
 * @throws {AgentModuleError} when the module does not load, or exports nothing of that kind.
 */
export async function loadDefinition(module: string, kind: string): Promise<AgentDefinition> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await import(module);
  } catch (cause) {
    throw new AgentModuleError(module, "it does not load", { cause });
  }
  const definitions = Object.values(exported).filter(isDefinition);
  const found = definitions.find((definition) => definition.kind === kind);
  if (found !== undefined) return found;
  const names = definitions.map((definition) => definition.kind).join(", ");
  throw new AgentModuleError(
    module,
    definitions.length === 0
      ? "it exports no agent definition; export what defineAgent returns"
      : `it exports no definition of kind "${kind}", only ${names}`,
  );
}

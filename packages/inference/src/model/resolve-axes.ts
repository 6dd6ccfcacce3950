import type { CompiledAxis } from "./compiled-model.ts";
import type { IssueList } from "./issue-list.ts";
import type { AxisDefinition } from "./model-definition.ts";

/**
 * Completes axes: sizes come from the arrays, names from the definition or, without one, from the kind
 * and the index.
 *
 * @param sizes - what the arrays say; null where an array could not be read.
 */
export function resolveAxes(
  kind: "state" | "observation" | "control",
  definitions: readonly AxisDefinition[] | undefined,
  sizes: readonly (number | null)[],
  list: IssueList,
): readonly CompiledAxis[] {
  if (definitions !== undefined && definitions.length !== sizes.length)
    list.add(`${kind}s`, `${sizes.length} axes, as the arrays have`, `${definitions.length}`);

  const axes = sizes.map((size, index) => {
    const definition = definitions?.[index];
    if (definition === undefined) return createAxis(`${kind}${index}`, size ?? 1, null);
    const { name, levels } = definition;
    const levelCount = typeof levels === "number" ? levels : levels.length;
    if (size !== null && levelCount !== size)
      list.add(`${kind} axis "${name}"`, `${size} levels, as its array has`, `${levelCount}`);
    return createAxis(name, size ?? levelCount, typeof levels === "number" ? null : levels);
  });
  for (const { name, levels } of axes)
    if (new Set(levels).size !== levels.length)
      list.add(`${kind} axis "${name}"`, "free of repeated level names", levels.join(", "));
  const names = axes.map(({ name }) => name);
  if (new Set(names).size !== names.length)
    list.add(`${kind}s`, "axes of different names", names.join(", "));
  return axes;
}

const createAxis = (
  name: string,
  size: number,
  levels: readonly string[] | null,
): CompiledAxis => ({
  name,
  size,
  levels: levels ?? Array.from({ length: size }, (_, level) => String(level)),
});

import type { ParameterValue } from "@paceline/core";

import type { ParameterSpecs } from "./bench.ts";
import type { ParameterSize } from "./settings/presets.ts";

/** One element of the product of a benchmark's parameters; empty when it has none. */
export type Parameters = Readonly<Record<string, ParameterValue>>;

/**
 * The product of all parameter values, the last parameter varying fastest.
 *
 * @returns at least one element: `{}` for no parameters. Empty only when some parameter has no value.
 */
export function expandParameters(
  specs: ParameterSpecs,
  size: ParameterSize,
): readonly Parameters[] {
  let product: readonly Parameters[] = [{}];
  for (const [name, values] of Object.entries(specs)) {
    product = product.flatMap((chosen) =>
      (values[size] ?? values.full).map((value) => ({ ...chosen, [name]: value })),
    );
  }
  return product;
}

/** `<group>/<name>` and, when there are parameters, `[a=1,b=2]`. Stable: results are compared by it. */
export function benchmarkId(group: string, name: string, parameters: Parameters): string {
  const entries = Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`);
  return `${group}/${name}${entries.length > 0 ? `[${entries.join(",")}]` : ""}`;
}

/** Whether every parameter named in `wanted` has the wanted value. */
export function matchesParameters(parameters: Parameters, wanted: Partial<Parameters>): boolean {
  return Object.entries(wanted).every(([name, value]) => parameters[name] === value);
}

import type { ProfileMode, WeightUnit } from "../model/profile.ts";

/** One kind of weight in a file, with the count of samples that belongs to it. */
export interface PprofValue {
  readonly sampleType: string;
  readonly unit: WeightUnit;
  readonly mode: ProfileMode;
  /** Turns a value of the file into `unit`. */
  readonly factor: number;
  readonly weightIndex: number;
  /** Null when the file counts no samples. */
  readonly countIndex: number | null;
}

const UNITS: ReadonlyMap<string, readonly [WeightUnit, number]> = new Map([
  ["nanoseconds", ["ns", 1]],
  ["microseconds", ["ns", 1e3]],
  ["milliseconds", ["ns", 1e6]],
  ["seconds", ["ns", 1e9]],
  ["bytes", ["bytes", 1]],
]);

/**
 * Puts the values of a sample together: a weight in time or bytes, with the count of what it is the
 * weight of. `inuse_space` goes with `inuse_objects`, `cpu` with `samples`. What only counts, such as
 * contentions, is a weight in itself when no other value is there.
 */
export function pairPprofValues(
  types: readonly { readonly type: string; readonly unit: string }[],
): readonly PprofValue[] {
  const counts = types.flatMap(({ type, unit }, index) =>
    UNITS.has(unit) ? [] : [{ type, index }],
  );
  const weights = types.flatMap(({ type, unit }, weightIndex): readonly PprofValue[] => {
    const known = UNITS.get(unit);
    if (known === undefined) return [];
    const ownName = type.replace(/space$/, "objects");
    const countIndex = (counts.find((count) => count.type === ownName) ?? counts[0])?.index ?? null;
    const [ownUnit, factor] = known;
    return [
      {
        sampleType: type,
        unit: ownUnit,
        mode: modeOf(type, ownUnit),
        factor,
        weightIndex,
        countIndex,
      },
    ];
  });
  if (weights.length > 0) return weights;
  return counts.map(({ type, index }) => ({
    sampleType: type,
    unit: "count",
    mode: "unknown",
    factor: 1,
    weightIndex: index,
    countIndex: index,
  }));
}

function modeOf(type: string, unit: WeightUnit): ProfileMode {
  if (unit === "bytes") return "heap";
  return type === "cpu" || type === "wall" ? type : "unknown";
}

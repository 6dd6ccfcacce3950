import type { Profile, Track } from "../model/profile.ts";
import { ProfilesNotComparableError } from "./profiles-not-comparable-error.ts";
import type { ProfileDisparity, ProfileField } from "./profiles-not-comparable-error.ts";

/** Intervals as kept vary by some per cent from run to run; ones that were asked for differ by more. */
const INTERVAL_RATIO_MAX = 1.5;

type Value = string | number | null;

interface Field {
  readonly field: ProfileField;
  readonly valueOf: (profile: Profile) => Value;
  readonly isSame?: (a: Value, b: Value) => boolean;
}

const tracksOf =
  (valueOf: (track: Track) => string) =>
  ({ tracks }: Profile): string =>
    [...new Set(tracks.map(valueOf))].sort().join(" and ");

const FIELDS: readonly Field[] = [
  { field: "mode", valueOf: tracksOf(({ mode }) => mode) },
  { field: "sample type", valueOf: tracksOf(({ sampleType, unit }) => `${sampleType} in ${unit}`) },
  { field: "interval", valueOf: intervalOf, isSame: isSameInterval },
  { field: "Node version", valueOf: ({ meta }) => meta.nodeVersion },
  { field: "V8 version", valueOf: ({ meta }) => meta.v8Version },
  { field: "flags", valueOf: ({ meta }) => meta.flags?.join(" ") ?? null },
  {
    field: "profiler start",
    valueOf: ({ meta }) => (meta.profilerStart === "unknown" ? null : meta.profilerStart),
  },
  { field: "host", valueOf: ({ meta }) => meta.host },
];

/**
 * Refuses profiles that differ in how they were made: what would be shown is that, and not the code.
 *
 * @param allowed - fields in which a difference is wanted.
 * @returns the fields of which some profile does not say what it was; they were let pass.
 * @throws {ProfilesNotComparableError} naming every field that differs.
 */
export function requireComparable(
  base: readonly Profile[],
  head: readonly Profile[],
  allowed: readonly ProfileField[] = [],
): readonly ProfileField[] {
  const disparities: ProfileDisparity[] = [];
  const unknown: ProfileField[] = [];
  for (const { field, valueOf, isSame = Object.is } of FIELDS) {
    if (allowed.includes(field)) continue;
    const values = [...base, ...head].map(valueOf);
    const known = values.filter((value) => value !== null);
    if (known.length < values.length) unknown.push(field);
    // Against the first: runs of one side must be alike as well.
    const other = known.find((value) => !isSame(value, known[0]!));
    if (other === undefined) continue;
    disparities.push({ field, base: textOf(known[0]!, field), head: textOf(other, field) });
  }
  if (disparities.length > 0) throw new ProfilesNotComparableError(disparities);
  return unknown;
}

/** The longest interval of the tracks, in the unit of their weights. */
function intervalOf({ tracks }: Profile): number | null {
  const periods = tracks.flatMap(({ period }) => (period === null || period <= 0 ? [] : [period]));
  return periods.length === 0 ? null : Math.max(...periods);
}

function isSameInterval(a: Value, b: Value): boolean {
  const [low, high] = [Math.min(Number(a), Number(b)), Math.max(Number(a), Number(b))];
  return high <= low * INTERVAL_RATIO_MAX;
}

const textOf = (value: string | number, field: ProfileField): string => {
  if (field === "interval") return `${value}`;
  return value === "" ? "none" : `${value}`;
};

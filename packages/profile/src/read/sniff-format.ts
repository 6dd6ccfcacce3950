import { isRecord } from "./json-value.ts";

export type ProfileFormat =
  | "cpuprofile"
  | "heapprofile"
  | "pprof"
  | "speedscope"
  | "folded"
  | "chrome-trace"
  | "perf-script"
  | "pstats";

/** What a file's name promises. Names that many formats have, such as `.json` and `.txt`, promise nothing. */
export function formatOfName(name: string): ProfileFormat | null {
  const lower = name.toLowerCase().replace(/\.gz$/, "");
  const known = EXTENSIONS.find(([extension]) => lower.endsWith(extension));
  return known?.[1] ?? null;
}

const EXTENSIONS: readonly (readonly [string, ProfileFormat])[] = [
  [".cpuprofile", "cpuprofile"],
  [".heapprofile", "heapprofile"],
  [".speedscope.json", "speedscope"],
  [".folded", "folded"],
  [".pb", "pprof"],
  [".pprof", "pprof"],
  [".pstats", "pstats"],
  [".perf", "perf-script"],
];

/** Format of parsed JSON; null when it is none of a profile. */
export function formatOfJson(json: unknown): ProfileFormat | null {
  if (Array.isArray(json))
    return json.some((event) => isRecord(event) && "ph" in event) ? "chrome-trace" : null;
  if (!isRecord(json)) return null;
  if ("traceEvents" in json) return "chrome-trace";
  if ("profiles" in json && "shared" in json) return "speedscope";
  if ("nodes" in json && !("snapshot" in json)) return "cpuprofile";
  const head = json["head"];
  if (!isRecord(head)) return null;
  return "selfSize" in head ? "heapprofile" : "cpuprofile";
}

const CHAR_BRACE = 0x7b;
const REF_FLAG = 0x80;

/** A marshalled dictionary begins with `{`, as JSON may, and goes on with a tuple or its end. */
export function isMarshal(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & ~REF_FLAG) === CHAR_BRACE && [0x28, 0x29, 0x30].includes(second & ~REF_FLAG);
}

/**
 * pprof's first field is the type of its samples: a record of at most two small numbers. A text may begin
 * with the same byte, a line feed, but hardly with the two that follow.
 */
export function isPprof(bytes: Uint8Array): boolean {
  const [tag, length = 0, field = 0] = bytes;
  return tag === 0x0a && length <= 12 && (field === 0x08 || field === 0x10);
}

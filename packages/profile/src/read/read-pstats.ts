import { createCallTree } from "../model/call-tree.ts";
import { createFrameTable } from "../model/frame-table.ts";
import { NO_META } from "../model/profile.ts";
import type { Profile } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { NO_HEAD } from "../model/track-builder.ts";
import type { GraphCall, GraphFunction } from "./call-graph.ts";
import { parseMarshal } from "./parse-marshal.ts";
import type { MarshalValue } from "./parse-marshal.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";
import { reconstructStacks } from "./reconstruct-stacks.ts";

const FORMAT = "pstats";
const NS_PER_SECOND = 1e9;

/**
 * Reads what Python's `cProfile` dumps for `pstats`: for each function its callers, with calls and times.
 * Stacks are not in the file. They are reconstructed, and the profile says so; counts are of calls.
 */
export function readPstats(bytes: Uint8Array): Profile {
  const rows = dictAt(parseMarshal(bytes), "the file").map(([key, value]) => ({
    key: keyOf(key),
    name: nameOf(key),
    values: listOf(value, 5, `the entry of ${keyOf(key)}`),
  }));
  const indexes = new Map(rows.map(({ key }, index) => [key, index]));
  const functions = rows.map(({ key, values }): GraphFunction => {
    const [, calls, self, total, callers] = values;
    return {
      callCount: numberOf(calls, key),
      selfNs: nsOf(self, key),
      totalNs: nsOf(total, key),
      callers: dictAt(callers, `the callers of ${key}`).map(([caller, call]) => {
        const index = indexes.get(keyOf(caller));
        if (index === undefined) {
          throw new ProfileUnreadableError(FORMAT, `${keyOf(caller)} calls, but has no entry`);
        }
        return callOf(index, call, key);
      }),
    };
  });
  const frames = createFrameTable();
  const frameIndexes = Uint32Array.from(rows, ({ name }) => frames.intern(name));
  const builder = createCallTree();
  const cutNs = reconstructStacks(functions, frameIndexes, builder);
  const warnings: ProfileWarning[] = [{ code: "stacks-reconstructed", cutWeight: cutNs }];
  const tree = builder.build();
  if (tree.count === 1) warnings.push({ code: "no-samples" });
  return {
    frames: frames.build(),
    // cProfile's clock is the time that passes, unless a program gave it another.
    tracks: [
      {
        ...NO_HEAD,
        mode: "wall",
        sampleType: "wall",
        unit: "ns",
        tree,
        samples: null,
        lineTicks: null,
      },
    ],
    meta: { ...NO_META, format: FORMAT, isReconstructed: true },
    warnings,
  };
}

function dictAt(
  value: MarshalValue | undefined,
  what: string,
): readonly (readonly [MarshalValue, MarshalValue])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ProfileUnreadableError(FORMAT, `${what} must be a dictionary`);
  }
  return value.entries;
}

function listOf(value: MarshalValue, length: number, what: string): readonly MarshalValue[] {
  if (!Array.isArray(value) || value.length < length) {
    throw new ProfileUnreadableError(FORMAT, `${what} must be a tuple of ${length}`);
  }
  return value;
}

/** `file:line:name`, as pstats prints it. */
function keyOf(value: MarshalValue): string {
  const { file, line, name } = nameOf(value);
  return `${file}:${line}:${name}`;
}

function nameOf(value: MarshalValue): { name: string; file: string; line: number } {
  const [file, line, name] = listOf(value, 3, "a function");
  if (typeof file !== "string" || typeof line !== "number" || typeof name !== "string") {
    throw new ProfileUnreadableError(FORMAT, "a function must be a file, a line and a name");
  }
  return { name, file, line: Math.max(0, line) };
}

function numberOf(value: MarshalValue | undefined, key: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new ProfileUnreadableError(FORMAT, `the entry of ${key} has no number where one must be`);
  }
  return value;
}

const nsOf = (value: MarshalValue | undefined, key: string): number =>
  Math.round(Math.max(0, numberOf(value, key)) * NS_PER_SECOND);

/** Python's own profiler in Python keeps only the number of calls. */
function callOf(caller: number, value: MarshalValue, key: string): GraphCall {
  if (typeof value === "number") return { caller, callCount: value, selfNs: 0, totalNs: 0 };
  const [calls, , self, total] = listOf(value, 4, `a caller of ${key}`);
  return {
    caller,
    callCount: numberOf(calls, key),
    selfNs: nsOf(self, key),
    totalNs: nsOf(total, key),
  };
}

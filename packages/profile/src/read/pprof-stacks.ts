import type { Profile as PprofProfile } from "pprof-format";

import type { FrameTableBuilder } from "../model/frame-table.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";

type Numeric = number | bigint;

/**
 * Gives a function that turns the location ids of a sample, leaf first, into frames, outermost first. A
 * location with several lines is a function with others inlined into it, innermost first.
 */
export function listPprofStacks(
  file: PprofProfile,
  frames: FrameTableBuilder,
  text: (index: Numeric) => string,
): (locationIds: readonly Numeric[]) => readonly number[] {
  const functions = new Map(file.function.map((entry) => [Number(entry.id), entry]));
  const mappings = new Map(file.mapping.map((entry) => [Number(entry.id), entry]));
  const locations = new Map<number, readonly number[]>();
  for (const { id, line: lines, address, mappingId } of file.location) {
    const mapping = mappings.get(Number(mappingId));
    const stack = lines.map(({ functionId, line }) => {
      const entry = functions.get(Number(functionId));
      if (entry === undefined) throw missing(`function ${functionId}`);
      return frames.intern({
        name: text(entry.name) || "(anonymous)",
        file: text(entry.filename),
        line: Number(entry.startLine),
        executedLine: Number(line),
      });
    });
    // Without symbols there is the address, and the binary that it is in.
    const unknown = {
      name: `0x${BigInt(address).toString(16)}`,
      file: mapping === undefined ? "" : text(mapping.filename),
    };
    locations.set(Number(id), stack.length > 0 ? stack : [frames.intern(unknown)]);
  }
  return (locationIds) => {
    const innermostFirst: number[] = [];
    for (const id of locationIds) {
      const stack = locations.get(Number(id));
      if (stack === undefined) throw missing(`location ${id}`);
      for (const frame of stack) innermostFirst.push(frame);
    }
    return innermostFirst.toReversed();
  };
}

const missing = (what: string): ProfileUnreadableError =>
  new ProfileUnreadableError("pprof", `it is cut off: ${what} is not there`);

import type { FrameTableBuilder } from "../model/frame-table.ts";
import type { PprofFile, PprofSample } from "./pprof-file.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";

/** Turns the locations of a sample into frames. */
export interface PprofStacks {
  /** Frames of the last sample, outermost first; those beyond its depth are of earlier ones. */
  readonly frames: readonly number[];
  /** @returns the depth of the sample's stack. */
  read(sample: PprofSample): number;
}

/**
 * Samples name their locations leaf first. A location with several lines is a function with others inlined into it,
 * innermost first.
 *
 * @param text - of an index into the strings.
 */
export function createPprofStacks(
  { functions, mappings, locations }: PprofFile,
  frames: FrameTableBuilder,
  text: (index: number) => string,
): PprofStacks {
  const stacks = new Map<number, readonly number[]>();
  for (const { id, lines, address, mappingId } of locations) {
    const stack = lines.map(({ functionId, line }) => {
      const entry = functions.get(functionId);
      if (entry === undefined) throw missing(`function ${functionId}`);
      return frames.intern({
        name: text(entry.name) || "(anonymous)",
        file: text(entry.filename),
        line: entry.startLine,
        executedLine: line,
      });
    });
    if (stack.length > 0) {
      stacks.set(id, stack);
      continue;
    }
    // Without symbols there is the address, and the binary that it is in.
    const mapping = mappings.get(mappingId);
    const file = mapping === undefined ? "" : text(mapping);
    stacks.set(id, [frames.intern({ name: `0x${address.toString(16)}`, file })]);
  }
  const list: number[] = [];
  return {
    frames: list,
    read({ locationIds, locationCount }) {
      let depth = 0;
      for (let at = locationCount - 1; at >= 0; at--) {
        const stack = stacks.get(locationIds[at]!);
        if (stack === undefined) throw missing(`location ${locationIds[at]}`);
        for (let line = stack.length - 1; line >= 0; line--) list[depth++] = stack[line]!;
      }
      return depth;
    },
  };
}

const missing = (what: string): ProfileUnreadableError =>
  new ProfileUnreadableError("pprof", `it is cut off: ${what} is not there`);

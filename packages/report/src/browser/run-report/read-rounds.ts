import type { PackedColumns } from "../../page/columns.ts";
import type { RoundHeader } from "../../run-page/round-header.ts";

/** Rounds of one benchmark, by fork, in ns per iteration. */
export type ForkRounds = readonly Float64Array[];

/** Undoes `roundColumns`: by benchmark, in the order of the document. */
export function readRounds({ header, columns }: PackedColumns): readonly ForkRounds[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by roundColumns, into the same file
  const { stepCount } = header as RoundHeader;
  const column = (name: string): Float64Array => columns.get(name) ?? new Float64Array(0);
  const steps = column("steps");
  const scales = column("scales");
  const roundCounts = column("roundCounts");
  let fork = 0;
  let offset = 0;
  return Array.from(column("forkCounts"), (forkCount, benchmark) => {
    const low = scales[2 * benchmark]!;
    const span = scales[2 * benchmark + 1]! - low;
    return Array.from({ length: forkCount }, () => {
      const count = roundCounts[fork++]!;
      const rounds = steps
        .slice(offset, offset + count)
        .map((step) => Math.exp(low + (step / stepCount) * span));
      offset += count;
      return rounds;
    });
  });
}

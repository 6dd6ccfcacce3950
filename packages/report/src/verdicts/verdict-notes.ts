import type { Comparison, GeometricMean, SymmetryAudit } from "@paceline/analysis";

import { safeLine } from "../words/safe-text.ts";
import { formatChange, formatInterval } from "./change-text.ts";

/** What belongs under a table of verdicts, one line each. */
export function comparisonNotes(comparison: Comparison): readonly string[] {
  return [
    ...meansTold(comparison).map(meanNote),
    ...symmetryNotes(comparison.symmetry),
    ...comparison.fileErrors.map(
      ({ file, error }) => `${safeLine(file)} could not be loaded: ${safeLine(error.message)}`,
    ),
    'intervals hold for all verdicts together (Holm); "same" means shown to be within the threshold',
  ];
}

/** That of all says it where there is one group. */
const meansTold = ({ geometricMeans }: Comparison): readonly GeometricMean[] =>
  geometricMeans.length === 2 ? geometricMeans.slice(1) : geometricMeans;

const meanNote = ({ group, benchmarkCount, ratio, interval }: GeometricMean): string =>
  `geometric mean of ${group === null ? "all" : safeLine(group) || "those without a group"} (${benchmarkCount}): ${formatChange(ratio)} ${formatInterval(interval)}`;

export const symmetryNotes = ({
  slowerCount,
  fasterCount,
  isOneSided,
}: SymmetryAudit): readonly string[] =>
  isOneSided
    ? [
        `${slowerCount} unchanged benchmarks lean to slower and ${fasterCount} to faster: that is a fault of the machine or the tool, not of the code; measure in pairs`,
      ]
    : [];

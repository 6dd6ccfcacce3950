import type { ProfileDiff } from "@paceline/profile";

import { plural } from "../../run/run-facts.ts";
import { effectWeightWords, intervalWords, signedWords, VERDICT_WORDS } from "./effect-words.ts";

/** Sentences on what was compared and what came out, for the head of a picture or a table. */
export const differenceNotes = (diff: ProfileDiff): readonly string[] => [
  ...differenceFacts(diff),
  ...differenceDoubts(diff),
];

export function differenceFacts(diff: ProfileDiff): readonly string[] {
  const { total, baseRunCount, headRunCount, functions, moves, normalization } = diff;
  const words = effectWeightWords(diff);
  const changed = functions.filter(
    ({ self, movedWith }) => self.verdict === "changed" && movedWith === null,
  );
  return [
    ...(normalization === "share"
      ? []
      : [
          `${diff.unit === "count" ? "Samples: " : ""}${words(total.base)} → ${words(total.head)}: ${signedWords(total.delta, words)} ` +
            `(95 %: ${intervalWords(total, words)}), ${VERDICT_WORDS[total.verdict]}.`,
        ]),
    `${plural(baseRunCount, "run")} of the base, ${plural(headRunCount, "run")} of the head.`,
    ...(isReplicated(diff)
      ? [
          `${plural(changed.length, "function")} changed${
            moves.length > 0
              ? `, ${plural(moves.length, "pair")} between which time only moved by inlining`
              : ""
          }.`,
        ]
      : []),
  ];
}

/** What a reader should know before believing it. */
export function differenceDoubts(diff: ProfileDiff): readonly string[] {
  return [
    ...(isReplicated(diff)
      ? []
      : [
          "One run shows no spread: no change can be told from chance. Give several runs of each side.",
        ]),
    ...(diff.normalization === "share"
      ? ["Shares of each run's own total: what got slower makes everything else look faster."]
      : []),
    ...(diff.uncheckedFields.length > 0
      ? [`Not checked, since a profile does not say: ${diff.uncheckedFields.join(", ")}.`]
      : []),
  ];
}

const isReplicated = ({ baseRunCount, headRunCount }: ProfileDiff): boolean =>
  baseRunCount > 1 && headRunCount > 1;

import { categoryAt } from "@paceline/profile";
import type { Profile, ProfileWarning, ProfileWarningCode, Track } from "@paceline/profile";

import { plural } from "../../run/run-facts.ts";
import { tracksToDraw } from "../picture.ts";
import { weightText } from "../weight-text.ts";

/** Below this many samples most boxes say little, as their intervals show. */
const SAMPLE_COUNT_FEW = 100;

/** Sentences on what a profile holds and what may be wrong with it, for the head of its picture. */
export function profileNotes(profile: Profile): readonly string[] {
  const tracks = tracksToDraw(profile.tracks);
  const otherCount = profile.tracks.length - tracks.length;
  const { sampleCount } = sumsOf(profile, tracks);
  return [
    contentNote(profile, tracks),
    ...(sampleCount > 0 && sampleCount < SAMPLE_COUNT_FEW
      ? [`Only ${plural(sampleCount, "sample")}: widths are rough.`]
      : []),
    ...(otherCount > 0
      ? [
          `${plural(otherCount, "track")} of another unit or kind left out: they have no sum with these.`,
        ]
      : []),
    ...(profile.meta.isReconstructed
      ? ["Stacks were made from a graph of calls, in proportion: they are likely, not seen."]
      : []),
    ...profile.warnings
      .filter(({ code }) => code !== "stacks-reconstructed" && code !== "no-samples")
      .map(profileWarningText),
  ];
}

function contentNote(profile: Profile, tracks: readonly Track[]): string {
  const { weight, idleWeight, sampleCount } = sumsOf(profile, tracks);
  const unit = tracks[0]?.unit ?? "count";
  const idle = idleWeight > 0 ? `, ${weightText(idleWeight, unit)} idle` : "";
  const where = tracks.length > 1 ? ` on ${plural(tracks.length, "track")}` : "";
  if (sampleCount === 0 && weight === 0 && idle === "") return "This profile holds no samples.";
  if (weight === 0 && idle !== "") return `Nothing was done${where}${idle}.`;
  if (weight === 0)
    return `${plural(sampleCount, "sample")}${where} without any weight: widths cannot be shown.`;
  return unit === "count"
    ? `${weightText(weight, unit)}${where}.`
    : `${weightText(weight, unit)} in ${plural(sampleCount, "sample")}${where}${idle}.`;
}

interface ProfileSums {
  /** Without idle time, as the samples. */
  readonly weight: number;
  readonly idleWeight: number;
  readonly sampleCount: number;
}

function sumsOf({ frames }: Profile, tracks: readonly Track[]): ProfileSums {
  let weight = 0;
  let idleWeight = 0;
  let sampleCount = 0;
  for (const { tree } of tracks) {
    for (let node = 0; node < tree.count; node++) {
      if (categoryAt(frames, tree.frames[node]!) === "idle") idleWeight += tree.selfWeights[node]!;
      else {
        weight += tree.selfWeights[node]!;
        sampleCount += tree.selfCounts[node]!;
      }
    }
  }
  return { weight, idleWeight, sampleCount };
}

type WordsOf<Code extends ProfileWarningCode> = (
  warning: Extract<ProfileWarning, { readonly code: Code }>,
) => string;

const WARNING_WORDS: { readonly [Code in ProfileWarningCode]: WordsOf<Code> } = {
  "negative-deltas": ({ deltaCount }) =>
    `${plural(deltaCount, "sample")} out of time order; put in order.`,
  "hit-counts-disagree": ({ hitCount, sampleCount }) =>
    `The file counts ${plural(hitCount, "hit")} but holds ${plural(sampleCount, "sample")}; the samples were believed.`,
  "weights-from-hit-counts": ({ hitCount }) =>
    `No time stamps: each of ${plural(hitCount, "hit")} was given an equal share of the time.`,
  "no-samples": () => "The file holds no samples.",
  "orphan-nodes": ({ nodeCount }) =>
    `${plural(nodeCount, "call")} without a caller in the file, or their own callers; hung below the root.`,
  "unknown-nodes": ({ sampleCount }) =>
    `${plural(sampleCount, "sample")} of functions that are not in the file; counted as of nobody.`,
  "bad-lines": ({ lineCount, lineNumbers }) =>
    `${plural(lineCount, "line")} not understood and left out: ${lineNumbers.join(", ")}${
      lineCount > lineNumbers.length ? " and more" : ""
    }.`,
  "weights-rounded": ({ sampleCount }) =>
    `${plural(sampleCount, "weight")} rounded to whole numbers; their sum is kept.`,
  truncated: () => "The file ends early; what came before was read.",
  "other-format": ({ expected, found }) =>
    `The name of the file promises ${expected}, its content is ${found}.`,
  "stacks-reconstructed": () => "Stacks were reconstructed from a graph of calls.",
};

/** A warning of a reader as a sentence. */
export function profileWarningText(warning: ProfileWarning): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table has the words of this very code
  const words = WARNING_WORDS[warning.code] as (warning: ProfileWarning) => string;
  return words(warning);
}

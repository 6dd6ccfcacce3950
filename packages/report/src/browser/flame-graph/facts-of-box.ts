import { formatTime } from "../../quantity/format-time.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { BINARY_STEPS, scaleQuantity } from "../../quantity/scale.ts";
import { DIGIT_COUNT_DEFAULT, formatCount } from "../../quantity/significant-digits.ts";
import type { FlameHeader } from "../../flame-graph/view/flame-document.ts";
import { poissonInterval } from "../../flame-graph/view/poisson-interval.ts";
import type { ViewTree } from "../../flame-graph/view/view-tree.ts";

/** One line of a tip: what, and how much. */
export type Fact = readonly [label: string, value: string];

/** Below this many samples a percentage would say more than is known. */
const SAMPLE_COUNT_MIN = 20;

export type WeightWords = (weight: number) => string;

/** Weights in words: "12.3 ms", "45.6 ns/op", "7". */
export function weightWords({ unit, normalization }: FlameHeader): WeightWords {
  if (normalization === "share") return percentText;
  const suffix = normalization === "per-operation" ? "/op" : "";
  return (weight) => {
    // What is counted is in the first line of the page.
    if (unit === "count") return `${formatCount(weight)}${suffix}`;
    const quantity =
      unit === "ns" ? formatTime(weight) : scaleQuantity(BINARY_STEPS, weight, DIGIT_COUNT_DEFAULT);
    return `${quantityText(quantity)}${suffix}`;
  };
}

export const percentText = (share: number): string =>
  Number.isFinite(share) ? `${(100 * share).toFixed(Math.abs(share) < 0.0995 ? 2 : 1)} %` : "–";

/** What is known of one node of a tree. */
export function factsOfNode(header: FlameHeader, tree: ViewTree, node: number): readonly Fact[] {
  const words = weightWords(header);
  return tree.baseSums === null
    ? profileFacts(header, tree, node, words)
    : [...differenceFacts(tree, node, words), ...judgedFacts(header, tree.frames[node]!, words)];
}

function profileFacts(
  { unit }: FlameHeader,
  { sums, parents }: ViewTree,
  node: number,
  words: WeightWords,
): readonly Fact[] {
  const whole = sums.totalWeights[0]!;
  const total = sums.totalWeights[node]!;
  const self = sums.selfWeights[node]!;
  const count = sums.totalCounts[node]!;
  const parent = parents[node]!;
  const ofParent =
    parent > 0 ? `, ${percentText(total / sums.totalWeights[parent]!)} of its caller` : "";
  return [
    ["Total", `${words(total)}, ${percentText(total / whole)}${ofParent}`],
    ["Self", `${words(self)}, ${percentText(self / whole)}`],
    ...(unit === "count"
      ? []
      : [
          [
            "Samples",
            `${formatCount(count)} (${formatCount(sums.selfCounts[node]!)} on top)`,
          ] as const,
        ]),
    ["95 % interval", intervalText(total, count, words)],
  ];
}

/** The interval of a weight by the number of its samples, which is what it was estimated from. */
function intervalText(weight: number, count: number, words: WeightWords): string {
  if (count === 0) return "no samples";
  const { low, high } = poissonInterval(count);
  const each = weight / count;
  const few = count < SAMPLE_COUNT_MIN ? ", from few samples" : "";
  return `${words(low * each)} to ${words(high * each)}${few}`;
}

function differenceFacts(
  { sums, baseSums }: ViewTree,
  node: number,
  words: WeightWords,
): readonly Fact[] {
  const base = baseSums!;
  const line = (head: number, before: number): string =>
    `${words(before)} → ${words(head)} (${signed(head - before, words)}${relative(head, before)})`;
  const whole = base.totalWeights[0]!;
  const change = sums.totalWeights[node]! - base.totalWeights[node]!;
  return [
    ["Total", line(sums.totalWeights[node]!, base.totalWeights[node]!)],
    ["Self", line(sums.selfWeights[node]!, base.selfWeights[node]!)],
    ["Of all", whole > 0 ? `${change > 0 ? "+" : ""}${percentText(change / whole)}` : "–"],
    [
      "Samples",
      `${formatCount(base.totalCounts[node]!)} → ${formatCount(sums.totalCounts[node]!)}`,
    ],
  ];
}

/** What the statistics over processes say of the function, wherever it stands. */
export function judgedFacts(
  { difference }: FlameHeader,
  frame: number,
  words: WeightWords,
): readonly Fact[] {
  const judged = difference?.frames[frame];
  if (judged === undefined) return [["Verdict", "not judged: too little weight"]];
  const interval =
    judged.low === null || judged.high === null
      ? "no interval"
      : `95 %: ${signed(judged.low, words)} to ${signed(judged.high, words)}`;
  return [
    ["Function", `${signed(judged.change, words)} self (${interval})`],
    ["Verdict", VERDICT_WORDS[judged.verdict] + (judged.note === null ? "" : `; ${judged.note}`)],
  ];
}

export const VERDICT_WORDS = {
  changed: "changed",
  unchanged: "unchanged",
  "cannot-tell": "cannot tell",
} as const;

export const signed = (weight: number, words: WeightWords): string =>
  weight > 0 ? `+${words(weight)}` : words(weight);

/** Relative to the frame itself, as well as to the whole: a tower that vanished is -100 %. */
const relative = (head: number, base: number): string =>
  base > 0 ? `, ${head > base ? "+" : ""}${percentText(head / base - 1)}` : ", new";

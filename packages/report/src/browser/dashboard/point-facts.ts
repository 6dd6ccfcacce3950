import { make } from "../page/dom.ts";
import type { HistoryData, Line } from "./history-data.ts";
import { changeText, commitText, timeText, valueText } from "./line-text.ts";

/** Everything that is known of one point, as names and texts. */
export function factsOf(
  { runs }: HistoryData,
  line: Line,
  point: number,
): readonly (readonly [string, string])[] {
  const run = runs[line.runs[point]!]!;
  const [low, high] = [line.low(point), line.high(point)];
  return [
    ["Value", valueText(line.values()[point]!, line.unit)],
    [
      "95 % interval",
      Number.isNaN(low)
        ? "not known"
        : `${valueText(low, line.unit)} to ${valueText(high, line.unit)}`,
    ],
    ["Run", `${timeText(run.timeMs)} UTC`],
    ["Commit", commitText(run)],
    ["Host", run.host || "–"],
    ["Runtime", run.runtime || "–"],
    ...(run.mark === "" ? [] : [["Known as", run.mark] as const]),
  ];
}

const cell = (text: string | undefined): HTMLElement => make("td", {}, text ?? "–");

/** Two points beside each other, with the ratio of their values. */
export function comparisonTable(
  data: HistoryData,
  line: Line,
  [a, b]: readonly [number, number],
): HTMLElement {
  const [left, right] = [factsOf(data, line, a), new Map(factsOf(data, line, b))];
  const names = [...new Set([...left.map(([name]) => name), ...right.keys()])];
  const leftFacts = new Map(left);
  const values = line.values();
  const ratio = values[a] === 0 ? null : values[b]! / values[a]! - 1;
  const rows = names.map((name) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, name),
      cell(leftFacts.get(name)),
      cell(right.get(name)),
    ),
  );
  return make(
    "table",
    { class: "comparison" },
    make(
      "caption",
      {},
      `B is ${changeText(ratio)} against A; a difference of two runs is no verdict`,
    ),
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        make("td"),
        make("th", { scope: "col" }, "A"),
        make("th", { scope: "col" }, "B"),
      ),
    ),
    make("tbody", {}, ...rows),
  );
}

/** Rows of points, newest first: `count` of them after the first `first`. */
export function pointRows(
  data: HistoryData,
  line: Line,
  first: number,
  count: number,
): readonly HTMLElement[] {
  const last = line.runs.length - 1 - first;
  return Array.from({ length: Math.max(0, Math.min(count, last + 1)) }, (_, offset) => {
    const facts = new Map(factsOf(data, line, last - offset));
    const cells = ["Value", "95 % interval", "Commit", "Host", "Known as"].map((name, column) =>
      make("td", { class: column < 2 ? "number" : "" }, facts.get(name) ?? ""),
    );
    return make("tr", {}, make("th", { scope: "row" }, facts.get("Run") ?? ""), ...cells);
  });
}

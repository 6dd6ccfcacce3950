import { make } from "../page/dom.ts";
import type { HistoryData, Line } from "./history-data.ts";
import { changeText, dayText, valueText, VERDICT_WORDS } from "./line-text.ts";

/** The changes of one series as a table: when, how much, and what else differs there. */
export function changesOf({ runs }: HistoryData, line: Line): readonly HTMLElement[] {
  if (line.changes.length === 0)
    return [make("p", { class: "soft" }, "The level of this series never moved beyond chance.")];
  const rows = line.changes.map(({ point, verdict, before, after, changeRatio, causes }) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, dayText(runs[line.runs[point]!]!.timeMs)),
      make("td", {}, make("span", { class: `status ${verdict}` }, VERDICT_WORDS[verdict])),
      make("td", { class: "number" }, changeText(changeRatio)),
      make("td", { class: "number" }, valueText(before, line.unit)),
      make("td", { class: "number" }, valueText(after, line.unit)),
      make("td", {}, causes.length === 0 ? "nothing recorded differs" : causes.join(", ")),
    ),
  );
  const heads = ["First run", "Verdict", "Change", "Before", "After", "What else differs"].map(
    (text, column) =>
      make("th", { scope: "col", class: column >= 2 && column <= 4 ? "number" : "" }, text),
  );
  const table = make(
    "table",
    {},
    make("caption", {}, "Changes of the level"),
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...rows),
  );
  return [
    make(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Changes of the level" },
      table,
    ),
  ];
}

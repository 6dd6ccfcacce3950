import { make, makeButton } from "../page/dom.ts";
import type { HistoryData, Line } from "./history-data.ts";
import { pointRows } from "./point-facts.ts";

const ROW_COUNT_STEP = 50;

/** The numbers of the chart, newest first, for those who read rather than look. */
export function allPoints(data: HistoryData, line: Line): HTMLElement {
  const body = make("tbody");
  let shown = 0;
  const append = (): void => {
    const rows = pointRows(data, line, shown, ROW_COUNT_STEP);
    body.append(...rows);
    shown += rows.length;
    const rest = line.runs.length - shown;
    more.hidden = rest === 0;
    more.textContent = `Show ${Math.min(ROW_COUNT_STEP, rest)} more of ${rest}`;
  };
  const more = makeButton("", append);
  const heads = ["Run (UTC)", "Value", "95 % interval", "Commit", "Host", "Known as"].map(
    (text, column) =>
      make("th", { scope: "col", class: column === 1 || column === 2 ? "number" : "" }, text),
  );
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), body);
  append();
  return make(
    "details",
    {},
    make("summary", {}, `All ${line.runs.length} points as a table`),
    make(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "All points" },
      table,
    ),
    more,
  );
}

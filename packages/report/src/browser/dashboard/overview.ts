import { make, makeButton } from "../page/dom.ts";
import type { HistoryData, Line } from "./history-data.ts";
import { changeText, dayText, nameOf, valueText, VERDICT_WORDS } from "./line-text.ts";
import { createSparklines } from "./sparkline.ts";
import { keyOf, placeOf } from "./view-state.ts";

/** Rows that are shown at first, and more at each press: thousands at once would make filters slow. */
const ROW_COUNT_STEP = 100;
const CHANGE_COUNT_STEP = 12;

export interface Overview {
  readonly element: HTMLElement;
  readonly show: (lines: readonly Line[]) => void;
  readonly redraw: () => void;
}

/** What changed, newest first, and every line with its sparkline. */
export function createOverview(data: HistoryData, open: (key: string) => void): Overview {
  const sparklines = createSparklines();
  const changes = make("section", { "aria-labelledby": "changes-title" });
  const table = make("section", { "aria-labelledby": "lines-title" });
  return {
    element: make("main", { id: "main" }, changes, table),
    show(lines) {
      changes.replaceChildren(...changesSection(data, lines, open));
      table.replaceChildren(...linesSection(lines, open, sparklines.make));
    },
    redraw: sparklines.redraw,
  };
}

function changesSection(
  { runs }: HistoryData,
  lines: readonly Line[],
  open: (key: string) => void,
): readonly Node[] {
  const found = lines
    .flatMap((line) =>
      line.changes.map((change) => ({
        line,
        change,
        timeMs: runs[line.runs[change.point]!]!.timeMs,
      })),
    )
    .toSorted((a, b) => b.timeMs - a.timeMs);
  const title = make("h2", { id: "changes-title" }, `What changed: ${found.length}`);
  if (found.length === 0)
    return [title, make("p", { class: "soft" }, "No level of a series moved beyond chance.")];
  const list = make("ol", { class: "changes" });
  const row = ({ line, change, timeMs }: (typeof found)[number]): HTMLElement =>
    make(
      "li",
      {},
      make("span", { class: "soft" }, dayText(timeMs)),
      make(
        "span",
        { class: `status ${change.verdict}` },
        `${VERDICT_WORDS[change.verdict]} ${changeText(change.changeRatio)}`,
      ),
      makeButton(nameOf(line), () => open(keyOf(line)), { class: "link" }),
      make(
        "span",
        { class: "soft" },
        change.causes.length === 0 ? "nothing recorded differs" : change.causes.join(", "),
      ),
    );
  return [title, list, ...appendInSteps(list, found, row, CHANGE_COUNT_STEP)];
}

function linesSection(
  lines: readonly Line[],
  open: (key: string) => void,
  spark: (line: Line) => HTMLElement,
): readonly Node[] {
  const title = make("h2", { id: "lines-title" }, `Series: ${lines.length}`);
  if (lines.length === 0)
    return [title, make("p", { class: "soft" }, "Nothing is found by these filters.")];
  const places = new Set(lines.map(placeOf)).size;
  const heads = ["Benchmark", ...(places > 1 ? ["Machine and runtime"] : [])].map((text) =>
    make("th", { scope: "col" }, text),
  );
  const numbers = ["Runs", "Last", "Change"].map((text) =>
    make("th", { scope: "col", class: "number" }, text),
  );
  const body = make("tbody");
  const row = (line: Line): HTMLElement => {
    const values = line.values();
    return make(
      "tr",
      {},
      make(
        "th",
        { scope: "row" },
        makeButton(nameOf(line), () => open(keyOf(line)), { class: "link" }),
      ),
      places > 1 ? make("td", { class: "soft" }, placeOf(line)) : null,
      make("td", { class: "number" }, String(values.length)),
      make("td", { class: "number" }, valueText(values.at(-1) ?? NaN, line.unit)),
      make("td", { class: "number" }, totalChange(line)),
      make("td", {}, spark(line)),
    );
  };
  const table = make(
    "table",
    {},
    make(
      "thead",
      {},
      make("tr", {}, ...heads, ...numbers, make("th", { scope: "col" }, "Over time")),
    ),
    body,
  );
  const scroll = make(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of series" },
    table,
  );
  return [title, scroll, ...appendInSteps(body, lines, row, ROW_COUNT_STEP)];
}

function totalChange({ changes }: Line): string {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined || first.before === 0) return "none";
  return changeText(last.after / first.before - 1);
}

/** Fills the parent step by step; the button goes when all is there. */
function appendInSteps<Item>(
  parent: HTMLElement,
  items: readonly Item[],
  row: (item: Item) => HTMLElement,
  step: number,
): readonly Node[] {
  let shown = 0;
  const button = makeButton("", () => {
    const first = shown;
    append();
    parent.children[first]?.querySelector("button")?.focus();
  });
  const append = (): void => {
    parent.append(...items.slice(shown, shown + step).map(row));
    shown = Math.min(items.length, shown + step);
    button.textContent = `Show ${Math.min(step, items.length - shown)} more of ${items.length - shown}`;
    button.hidden = shown === items.length;
  };
  append();
  return [button];
}

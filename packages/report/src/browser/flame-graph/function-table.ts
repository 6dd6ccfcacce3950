import { formatCount } from "../../quantity/significant-digits.ts";
import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import type { ViewState } from "../../flame-graph/view/view-state.ts";
import { make, makeButton, setAttributes } from "../page/dom.ts";
import { percentText, signed, VERDICT_WORDS, weightWords } from "./facts-of-box.ts";
import type { FunctionFigures } from "./table-rows.ts";

type SortKey = ViewState["sort"];

interface TableColumn {
  readonly key: SortKey | null;
  readonly title: string;
  readonly isNumber: boolean;
  readonly text: (frame: number) => string;
}

export interface TableWishes {
  readonly sort: (key: SortKey) => void;
  /** Shows callers and callees of a function. */
  readonly open: (frame: number) => void;
}

export interface TableContent {
  readonly frames: Uint32Array;
  readonly figures: FunctionFigures;
  readonly state: Pick<ViewState, "sort" | "descending">;
}

export interface FunctionTable {
  readonly element: HTMLElement;
  readonly show: (content: TableContent) => void;
}

/** Of one row; `flame-graph.css` says the same. */
const ROW_PX = 29;
/** Rows above and below what is seen, so that scrolling shows no gaps. */
const SPARE_ROW_COUNT = 10;

/**
 * All functions as a table: the same figures as the pictures, for those who sort, copy or listen. Only rows that are
 * seen exist; their numbers among all rows are told to screen readers.
 */
export function createFunctionTable(model: FlameModel, wishes: TableWishes): FunctionTable {
  const body = make("tbody");
  const headRow = make("tr", { "aria-rowindex": 1 });
  const table = make(
    "table",
    { class: "functions" },
    make("caption", { class: "only-read" }, "Functions, each over all its places"),
    make("thead", {}, headRow),
    body,
  );
  const element = make(
    "div",
    { class: "table-rows", tabindex: 0, role: "region", "aria-label": "Table of functions" },
    table,
  );
  let content: TableContent | null = null;
  let columns: readonly TableColumn[] = [];

  const draw = (): void => {
    if (content === null) return;
    const { frames } = content;
    const first = Math.max(0, Math.floor(element.scrollTop / ROW_PX) - SPARE_ROW_COUNT);
    const seen = Math.ceil(element.clientHeight / ROW_PX) + 2 * SPARE_ROW_COUNT;
    const last = Math.min(frames.length, first + seen);
    const rows: HTMLElement[] = [spacer(first)];
    for (let index = first; index < last; index++)
      rows.push(rowOf(columns, { frame: frames[index]!, index, open: wishes.open }));
    body.replaceChildren(...rows, spacer(frames.length - last));
  };
  element.addEventListener("scroll", draw);
  new ResizeObserver(draw).observe(element);
  element.addEventListener("keydown", (event) => moveFocus(event, element));
  return {
    element,
    show(next) {
      content = next;
      columns = columnsOf(model, next.figures);
      setAttributes(table, { "aria-rowcount": next.frames.length + 1 });
      headRow.replaceChildren(
        ...columns.map((column) => headCell(column, next.state, wishes.sort)),
      );
      element.scrollTop = 0;
      draw();
    },
  };
}

/** Holds the place of rows that do not exist. */
function spacer(rowCount: number): HTMLElement {
  const row = make("tr", { class: "spacer", "aria-hidden": "true" }, make("td"));
  row.style.height = `${rowCount * ROW_PX}px`;
  row.hidden = rowCount === 0;
  return row;
}

function headCell(
  { key, title, isNumber }: TableColumn,
  { sort, descending }: TableContent["state"],
  wish: TableWishes["sort"],
): HTMLElement {
  const isSorted = key === sort;
  const cell = make("th", {
    scope: "col",
    class: isNumber ? "number" : null,
    "aria-sort": isSorted ? (descending ? "descending" : "ascending") : null,
  });
  const sign = isSorted ? (descending ? " ▾" : " ▴") : "";
  cell.append(key === null ? title : makeButton(`${title}${sign}`, () => wish(key)));
  return cell;
}

interface RowInput {
  readonly frame: number;
  readonly index: number;
  readonly open: TableWishes["open"];
}

function rowOf(columns: readonly TableColumn[], { frame, index, open }: RowInput): HTMLElement {
  const [first, ...others] = columns;
  const name = first!.text(frame);
  return make(
    "tr",
    { "aria-rowindex": index + 2 },
    make(
      "th",
      { scope: "row" },
      makeButton(name, () => open(frame), { title: `${name}: callers and callees` }),
    ),
    ...others.map(({ isNumber, text }) =>
      make(
        "td",
        { class: isNumber ? "number" : "place", title: isNumber ? null : text(frame) },
        text(frame),
      ),
    ),
  );
}

/** Arrow keys go from row to row; the next one comes into being by scrolling. */
function moveFocus(event: KeyboardEvent, element: HTMLElement): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const row = event.target instanceof Element ? event.target.closest("tbody tr") : null;
  if (step === 0 || row === null) return;
  event.preventDefault();
  const index = Number(row.getAttribute("aria-rowindex")) + step;
  element.scrollTop += step * ROW_PX;
  element.querySelector<HTMLElement>(`tr[aria-rowindex="${index}"] button`)?.focus();
}

function columnsOf(model: FlameModel, { head, base }: FunctionFigures): readonly TableColumn[] {
  const { names, places } = model.frames;
  const words = weightWords(model.header);
  const whole = head.totalWeights.reduce((most, weight) => Math.max(most, weight), 0);
  const nameColumn: TableColumn = {
    key: "name",
    title: "Function",
    isNumber: false,
    text: (frame) => names[frame]!,
  };
  const placeColumn: TableColumn = {
    key: "place",
    title: "Place",
    isNumber: false,
    text: (frame) => places[frame]!,
  };
  const number = (key: SortKey | null, title: string, text: TableColumn["text"]): TableColumn => ({
    key,
    title,
    isNumber: true,
    text,
  });
  if (base === null)
    return [
      nameColumn,
      number("self", "Self", (frame) => words(head.selfWeights[frame]!)),
      number(null, "Self %", (frame) => percentText(head.selfWeights[frame]! / whole)),
      number("total", "Total", (frame) => words(head.totalWeights[frame]!)),
      number(null, "Total %", (frame) => percentText(head.totalWeights[frame]! / whole)),
      number("samples", "Samples", (frame) => formatCount(head.totalCounts[frame]!)),
      placeColumn,
    ];
  const judged = model.header.difference?.frames ?? {};
  return [
    nameColumn,
    number("base", "Base self", (frame) => words(base.selfWeights[frame]!)),
    number("self", "Head self", (frame) => words(head.selfWeights[frame]!)),
    number("change", "Change", (frame) =>
      signed(head.selfWeights[frame]! - base.selfWeights[frame]!, words),
    ),
    number(null, "95 % interval", (frame) => {
      const { low = null, high = null } = judged[frame] ?? {};
      return low === null || high === null
        ? "–"
        : `${signed(low, words)} to ${signed(high, words)}`;
    }),
    {
      key: null,
      title: "Verdict",
      isNumber: false,
      text: (frame) => {
        const verdict = judged[frame];
        if (verdict === undefined) return "not judged";
        return verdict.note === null
          ? VERDICT_WORDS[verdict.verdict]
          : `${VERDICT_WORDS[verdict.verdict]}; ${verdict.note}`;
      },
    },
    number("total", "Head total", (frame) => words(head.totalWeights[frame]!)),
    placeColumn,
  ];
}

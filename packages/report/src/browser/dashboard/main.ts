import { make } from "../page/dom.ts";
import { createHashAddress } from "../page/hash-address.ts";
import { readPageData } from "../page/read-page-data.ts";
import { THEME_CHANGED, themeControl } from "../page/theme-control.ts";
import { createFilterBar } from "./filter-bar.ts";
import { readHistory } from "./history-data.ts";
import type { HistoryData } from "./history-data.ts";
import { createLineView } from "./line-view.ts";
import type { LineView } from "./line-view.ts";
import { timeText } from "./line-text.ts";
import { followProgress } from "./live-progress.ts";
import { createOverview } from "./overview.ts";
import { filterLines, fromHash, keyOf, START, toHash } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/** Puts the page together: one state, which is the address; every part shows it, and asks for another. */
function start(data: HistoryData, root: HTMLElement): void {
  let state = fromHash(location.hash);
  let view: { readonly key: string; readonly line: LineView } | null = null;
  const controls = make("div", { id: "controls" });
  const place = make("div");
  const address = createHashAddress((hash) => show(fromHash(hash)));
  const go = (next: Partial<ViewState>, isStep: boolean): void => {
    const changed = { ...state, ...next };
    // Going on leads back; what is typed or dragged only corrects the address.
    if (isStep) address.push(toHash(changed));
    else address.replace(toHash(changed));
    show(changed);
  };
  const open = (key: string): void => {
    go({ line: key, zoom: null, pointA: null, pointB: null }, true);
    document.querySelector<HTMLElement>("main.line button")?.focus();
  };
  const overview = createOverview(data, open);
  const filters = createFilterBar(data.lines, (changes) => go(changes, false));
  let shownFilters = "";
  const show = (next: ViewState): void => {
    state = next;
    const line = data.lines.find((each) => keyOf(each) === state.line);
    filters.element.hidden = line !== undefined;
    if (line === undefined) {
      view?.line.destroy();
      view = null;
      const key = JSON.stringify([
        state.words,
        state.group,
        state.metric,
        state.place,
        state.isOnlyChanged,
      ]);
      const found = filterLines(data.lines, state);
      filters.show(state, found.length);
      if (key !== shownFilters) overview.show(found);
      shownFilters = key;
      if (!overview.element.isConnected) place.replaceChildren(overview.element);
      return;
    }
    if (view?.key === state.line) {
      view.line.update(state);
      return;
    }
    view?.line.destroy();
    const close = (): void => go({ ...START, ...filtersOf(state) }, true);
    const made = createLineView({
      data,
      line,
      state,
      change: (changes) => go(changes, false),
      close,
    });
    view = { key: state.line, line: made };
    place.replaceChildren(made.element);
  };
  root.replaceChildren(header(data, controls), filters.element, place);
  themeControl(controls);
  show(state);
  addEventListener(THEME_CHANGED, () => {
    overview.redraw();
    const key = state.line;
    if (key === "") return;
    view?.line.destroy();
    view = null;
    show(state);
  });
  if (data.header.liveUrl !== null) followProgress(data.header.liveUrl, controls);
}

const filtersOf = ({
  words,
  group,
  metric,
  place,
  isOnlyChanged,
}: ViewState): Partial<ViewState> => ({
  words,
  group,
  metric,
  place,
  isOnlyChanged,
});

function header(
  { header: { madeAt, days }, runs, lines }: HistoryData,
  controls: HTMLElement,
): HTMLElement {
  const first = runs[0];
  const last = runs.at(-1);
  const stretch =
    first === undefined || last === undefined
      ? "no runs"
      : `${runs.length} runs from ${timeText(first.timeMs)} to ${timeText(last.timeMs)} UTC`;
  return make(
    "header",
    { class: "top" },
    make("div", { class: "bar" }, make("p", { class: "brand" }, "paceline"), controls),
    make("h1", {}, "Benchmarks over time"),
    make(
      "p",
      { class: "soft" },
      `${lines.length} series · ${stretch}${days === null ? "" : ` · the last ${days} days`} · made ${madeAt.slice(0, 16).replace("T", " ")} UTC`,
    ),
    lines.length === 0
      ? make(
          "p",
          { class: "doubt" },
          "The history holds no results in this time: measure with “paceline run --autosave”, then make the page again.",
        )
      : null,
  );
}

const root = document.getElementById("dashboard");
// The parts of a page are one classic script, which cannot wait at its top.
if (root !== null) void readPageData().then((packed) => start(readHistory(packed), root));

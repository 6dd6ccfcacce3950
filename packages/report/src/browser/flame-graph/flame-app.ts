import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import { CALLER_SHARE_MIN } from "../../flame-graph/view/sandwich-trees.ts";
import { DEFAULT_STATE, parseState, stateHash } from "../../flame-graph/view/view-state.ts";
import type { ViewState } from "../../flame-graph/view/view-state.ts";
import { make } from "../page/dom.ts";
import { createHashAddress } from "../page/hash-address.ts";
import { applyTheme, watchSystemTheme } from "../page/theme.ts";
import { createBoxControls } from "./box-controls.ts";
import { createDerived } from "./derived.ts";
import { createFunctionTable } from "./function-table.ts";
import type { TableWishes } from "./function-table.ts";
import { createPainter } from "./painter.ts";
import { createStage } from "./stage.ts";
import { sortedFrames } from "./table-rows.ts";
import { createTip } from "./tip.ts";
import { createToolbar } from "./toolbar.ts";
import type { ChangeState } from "./toolbar.ts";

const FOLLOWED_TEXT = `; callers of less than 1/${(1 / CALLER_SHARE_MIN).toLocaleString("en-US")} of it are not followed further`;

const KEYS =
  "Arrow keys move between boxes, Enter zooms to one, Escape shows everything, plus and minus zoom, " +
  "A and D move sideways, S shows callers and callees, N and P go to the next and previous match, slash searches.";

/** Makes the page: draws what the address says, and changes the address by what the reader does. */
export function startFlameApp(root: HTMLElement, model: FlameModel): void {
  const isDifference = model.header.difference !== null;
  const defaults: ViewState = {
    ...DEFAULT_STATE,
    color: isDifference ? "change" : "package",
    group: model.header.group,
  };
  let state = parseState(location.hash, defaults);
  const change: ChangeState = (patch, isStep) => {
    state = { ...state, ...patch };
    const hash = stateHash(state, defaults);
    if (isStep) address.push(hash);
    else address.replace(hash);
    page.show();
  };
  const address = createHashAddress((hash) => {
    state = parseState(hash, defaults);
    page.show();
  });
  const page = createPage(root, model, { change, current: () => state });
  watchSystemTheme(page.show);
  page.show();
}

interface PageState {
  readonly change: ChangeState;
  readonly current: () => ViewState;
}

/** Puts the parts of the page together. */
function createPage(
  root: HTMLElement,
  model: FlameModel,
  { change, current }: PageState,
): { readonly show: () => void } {
  const derived = createDerived(model);
  const draw = onNextFrame(() => {
    if (current().view === "table") return;
    performance.mark("paceline-draw-start");
    painter.paint(current(), controls.outlined());
    performance.measure("paceline-draw", "paceline-draw-start");
  });
  const stage = createStage(draw);
  const painter = createPainter(model, derived, stage);
  const tip = createTip();
  const details = make("p", { class: "details", role: "status" });
  const toolbar = createToolbar(model, change);
  const common = { model, derived, stage, painter, tip, details };
  const controls = createBoxControls({ ...common, change, draw, current });
  const table = createFunctionTable(model, tableWishes({ change, current }));
  const legend = make("ul", { class: "legend", "aria-label": "Colours" });
  const focus = make("p", { class: "focus" });
  const keys = make("p", { id: "keys", class: "keys soft" }, KEYS);
  root.replaceChildren(
    headOf(model),
    toolbar.element,
    focus,
    stage.element,
    table.element,
    details,
    legend,
    keys,
    tip.element,
  );
  controls.start();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    toolbar.search.focus();
  });

  const show = (): void => {
    const state = current();
    applyTheme(state.theme);
    const found = derived.search(state);
    toolbar.show(state, found);
    const isTable = state.view === "table";
    for (const element of [stage.element, legend, details, keys]) element.hidden = isTable;
    table.element.hidden = !isTable;
    focus.hidden = state.view !== "sandwich";
    if (isTable) {
      const figures = derived.figures({ ...state, group: "none" });
      const frames = sortedFrames(model, figures, state, found?.matches ?? null);
      table.show({ frames, figures, state });
      return;
    }
    if (state.view === "sandwich")
      focus.textContent = `Callers above, callees below: ${derived.nameOf(state, derived.frame(state))}${FOLLOWED_TEXT}`;
    const entries = derived.legend(state, painter.palette(state)).slice(0, LEGEND_COUNT_MAX);
    legend.replaceChildren(...entries.map(legendItem));
    controls.show(state);
    draw();
  };
  return { show };
}

const tableWishes = ({ change, current }: PageState): TableWishes => ({
  sort(sort) {
    const isText = sort === "name" || sort === "place";
    change({ sort, descending: sort === current().sort ? !current().descending : !isText }, true);
  },
  open: (frame) => change({ view: "sandwich", frame, from: 0, to: 1 }, true),
});

/** However often it is asked for before the next frame of the screen, it is done once. */
function onNextFrame(act: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      act();
    });
  };
}

const LEGEND_COUNT_MAX = 14;

const legendItem = ({
  color,
  text,
}: {
  readonly color: string;
  readonly text: string;
}): HTMLElement => {
  const swatch = make("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = color;
  return make("li", {}, swatch, text);
};

function headOf({ header }: FlameModel): HTMLElement {
  return make(
    "header",
    {},
    make("h1", {}, header.title),
    ...header.facts.map((fact) => make("p", { class: "soft" }, fact)),
    ...header.doubts.map((doubt) => make("p", { class: "doubt" }, doubt)),
  );
}

import { TRACK_KEYS } from "../../flame-graph/view/flame-document.ts";
import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import type { ViewState } from "../../flame-graph/view/view-state.ts";
import { make, makeButton, makeSelect } from "../page/dom.ts";
import type { Choice } from "../page/dom.ts";
import { otherTheme, themeInForce } from "../page/theme.ts";
import type { SearchResult } from "./derived.ts";

export interface Toolbar {
  readonly element: HTMLElement;
  readonly search: HTMLInputElement;
  /** Makes the controls show a state. */
  readonly show: (state: ViewState, found: SearchResult | null) => void;
}

/** @param change - asks for a state that differs in these; `isStep` where "back" should lead to the one before. */
export type ChangeState = (patch: Partial<ViewState>, isStep: boolean) => void;

const VIEWS: readonly (Choice & { readonly value: ViewState["view"] })[] = [
  { value: "flame", text: "Flame" },
  { value: "icicle", text: "Icicle" },
  { value: "sandwich", text: "Callers & callees" },
  { value: "time", text: "Time order" },
  { value: "table", text: "Table" },
];

export function createToolbar(model: FlameModel, change: ChangeState): Toolbar {
  const views = viewButtons(model, change);
  const selects = selectFields(model, change);
  const search = make("input", {
    type: "search",
    "aria-label": "Search functions, by a regular expression",
    placeholder: "Search ( / )",
  });
  search.addEventListener("input", () => change({ search: search.value }, false));
  const matched = make("span", { role: "status", class: "matched" });
  const reset = makeButton("Reset zoom", () => change({ from: 0, to: 1 }, true));
  const hasIdle = model.isIdle.includes(1);
  let shown: ViewState | null = null;
  const idle = makeButton(
    "Idle",
    () => change({ idle: shown?.idle !== true, from: 0, to: 1 }, true),
    {
      title: "Time in which a thread had nothing to do",
    },
  );
  const theme = makeButton("", () =>
    change({ theme: otherTheme(shown?.theme ?? "system") }, false),
  );
  const element = make(
    "div",
    { class: "toolbar" },
    make(
      "div",
      { class: "group", role: "group", "aria-label": "View" },
      ...views.map(({ button }) => button),
    ),
    make(
      "div",
      { class: "group", role: "group", "aria-label": "Zoom" },
      makeButton("←", () => history.back(), { "aria-label": "Back", title: "Back" }),
      makeButton("→", () => history.forward(), { "aria-label": "Forward", title: "Forward" }),
      reset,
    ),
    make("div", { class: "group search" }, search, matched),
    ...selects.map(({ field }) => field),
    idle,
    make("span", { class: "grow" }),
    theme,
  );
  return {
    element,
    search,
    show(state, found) {
      shown = state;
      idle.hidden = !hasIdle || state.view === "time";
      idle.setAttribute("aria-pressed", String(state.idle));
      for (const { value, button } of views)
        button.setAttribute("aria-pressed", String(value === state.view));
      for (const { key, field, select, isFor } of selects) {
        select.value = String(state[key]);
        field.hidden = !isFor(state);
      }
      if (search.value !== state.search) search.value = state.search;
      search.toggleAttribute("aria-invalid", false);
      matched.textContent = found === null ? "" : matchedText(found);
      reset.disabled = state.from === 0 && state.to === 1;
      theme.textContent = themeInForce(state.theme) === "dark" ? "Light" : "Dark";
      theme.setAttribute("aria-label", `${theme.textContent} theme`);
    },
  };
}

const matchedText = ({ share, frameCount, isLiteral }: SearchResult): string =>
  `${(100 * share).toFixed(1)} % matched, ${frameCount} ${frameCount === 1 ? "function" : "functions"}` +
  (isLiteral ? " (not a regular expression: searched as it stands)" : "");

function viewButtons(
  { timeLines }: FlameModel,
  change: ChangeState,
): readonly { readonly value: ViewState["view"]; readonly button: HTMLButtonElement }[] {
  return VIEWS.filter(
    ({ value }) => value !== "time" || timeLines.some((line) => line !== null),
  ).map(({ value, text }) => ({
    value,
    button: makeButton(text, () => change({ view: value, from: 0, to: 1 }, true)),
  }));
}

interface StateSelect {
  readonly key: "color" | "group" | "order" | "width" | "track";
  readonly field: HTMLLabelElement;
  readonly select: HTMLSelectElement;
  /** Whether it means anything in a state. */
  readonly isFor: (state: ViewState) => boolean;
}

const choice = (value: string): Choice => ({ value, text: value });
const isBoxes = ({ view }: ViewState): boolean => view !== "table";
const isTree = ({ view }: ViewState): boolean => view !== "table" && view !== "time";

function selectFields(model: FlameModel, change: ChangeState): readonly StateSelect[] {
  const { tracks, difference } = model.header;
  const keys = TRACK_KEYS.filter(
    (key) => difference === null && new Set(tracks.map((track) => track[key])).size > 1,
  );
  const add = (
    key: StateSelect["key"],
    label: string,
    choices: readonly Choice[],
    isFor: StateSelect["isFor"],
  ): StateSelect => ({
    key,
    isFor,
    ...makeSelect(label, choices, (value) =>
      // Only values of the list can be chosen, which are those of the state.
      change(
        {
          [key]: key === "track" ? Number(value) : value,
          ...(key === "color" ? {} : { from: 0, to: 1 }),
        },
        true,
      ),
    ),
  });
  return [
    add(
      "color",
      "Colour",
      [
        ...(difference === null ? [] : [choice("change")]),
        ...["package", "category", ...keys].map(choice),
      ],
      isBoxes,
    ),
    ...(keys.length > 0 ? [add("group", "Group by", ["none", ...keys].map(choice), isTree)] : []),
    ...(difference === null
      ? []
      : [
          add(
            "width",
            "Width",
            [
              { value: "head", text: `head: ${difference.headName}` },
              { value: "base", text: `base: ${difference.baseName}` },
              { value: "change", text: "|change|" },
            ],
            isTree,
          ),
        ]),
    add("order", "Order", [choice("name"), choice("weight")], isTree),
    ...(tracks.length > 1 && model.timeLines.some((line) => line !== null)
      ? [
          add(
            "track",
            "Track",
            tracks
              .map(({ name }, index) => ({ value: String(index), text: name }))
              .filter((_, index) => model.timeLines[index] !== null),
            ({ view }) => view === "time",
          ),
        ]
      : []),
  ];
}

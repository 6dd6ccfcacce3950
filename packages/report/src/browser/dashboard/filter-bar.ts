import { make, makeSelect } from "../page/dom.ts";
import type { Line } from "./history-data.ts";
import { placeOf } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

export interface FilterBar {
  readonly element: HTMLElement;
  readonly show: (state: ViewState, foundCount: number) => void;
}

type Filters = Pick<ViewState, "words" | "group" | "metric" | "place" | "isOnlyChanged">;

/** Search and filters. A choice that has only one value is not offered. */
export function createFilterBar(
  lines: readonly Line[],
  change: (filters: Partial<Filters>) => void,
): FilterBar {
  const search = make("input", {
    type: "search",
    placeholder: "Search benchmarks",
    "aria-label": "Search benchmarks",
  });
  search.addEventListener("input", () => change({ words: search.value }));
  const selects = [
    { name: "group", label: "Group", values: lines.map(({ group }) => group) },
    { name: "metric", label: "Metric", values: lines.map(({ metric }) => metric) },
    { name: "place", label: "Machine", values: lines.map(placeOf) },
  ].flatMap(({ name, label, values }) => {
    const known = [...new Set(values)].filter((value) => value !== "");
    if (known.length < 2) return [];
    const choices = [{ value: "", text: "all" }, ...known.map((value) => ({ value, text: value }))];
    return [{ name, ...makeSelect(label, choices, (value) => change({ [name]: value })) }];
  });
  const changed = makeCheckbox("Only what changed", (isOnlyChanged) => change({ isOnlyChanged }));
  const count = make("p", { class: "soft", role: "status" });
  return {
    element: make(
      "form",
      { class: "filters", role: "search" },
      search,
      ...selects.map(({ field }) => field),
      changed.field,
      count,
    ),
    show(state, foundCount) {
      if (search.value !== state.words) search.value = state.words;
      for (const { name, select } of selects)
        select.value = { group: state.group, metric: state.metric, place: state.place }[name] ?? "";
      changed.input.checked = state.isOnlyChanged;
      count.textContent = `${foundCount} of ${lines.length} series`;
    },
  };
}

function makeCheckbox(
  text: string,
  set: (isOn: boolean) => void,
): { readonly field: HTMLLabelElement; readonly input: HTMLInputElement } {
  const input = make("input", { type: "checkbox" });
  input.addEventListener("change", () => set(input.checked));
  return { field: make("label", { class: "check" }, input, text), input };
}

import type { Line } from "./history-data.ts";

/** All that the address says: who opens it sees the same. Names, not numbers, so that it holds when the history grows. */
export interface ViewState {
  readonly words: string;
  readonly group: string;
  readonly metric: string;
  readonly place: string;
  readonly isOnlyChanged: boolean;
  /** Key of the line that is open; empty for the overview. */
  readonly line: string;
  /** Stretch of time that is shown, in ms; null for all. */
  readonly zoom: { readonly fromMs: number; readonly toMs: number } | null;
  /** Runs that are compared, by their time in ms. */
  readonly pointA: number | null;
  readonly pointB: number | null;
}

export const START: ViewState = {
  words: "",
  group: "",
  metric: "",
  place: "",
  isOnlyChanged: false,
  line: "",
  zoom: null,
  pointA: null,
  pointB: null,
};

export const placeOf = ({ machine, runtime }: Line): string => `${machine} · ${runtime}`;

export const keyOf = (line: Line): string =>
  [line.benchmark, line.metric, placeOf(line)].join("\n");

export function toHash(state: ViewState): string {
  const parts = new URLSearchParams();
  if (state.words !== "") parts.set("q", state.words);
  if (state.group !== "") parts.set("group", state.group);
  if (state.metric !== "") parts.set("metric", state.metric);
  if (state.place !== "") parts.set("place", state.place);
  if (state.isOnlyChanged) parts.set("changed", "1");
  if (state.line !== "") parts.set("line", state.line);
  if (state.zoom !== null)
    parts.set("zoom", `${Math.round(state.zoom.fromMs)}-${Math.round(state.zoom.toMs)}`);
  if (state.pointA !== null) parts.set("a", String(state.pointA));
  if (state.pointB !== null) parts.set("b", String(state.pointB));
  return `#${parts}`;
}

/** An address that somebody mangled shows what of it is understood. */
export function fromHash(hash: string): ViewState {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (name: string): string => parts.get(name) ?? "";
  const number = (name: string): number | null => {
    const value = Number(parts.get(name) ?? NaN);
    return Number.isFinite(value) ? value : null;
  };
  const zoom = /^(-?\d+)-(-?\d+)$/.exec(text("zoom"));
  const [fromMs, toMs] = [Number(zoom?.[1]), Number(zoom?.[2])];
  return {
    words: text("q"),
    group: text("group"),
    metric: text("metric"),
    place: text("place"),
    isOnlyChanged: text("changed") === "1",
    line: text("line"),
    zoom: zoom !== null && fromMs < toMs ? { fromMs, toMs } : null,
    pointA: number("a"),
    pointB: number("b"),
  };
}

/** Lines that the filters let through, in the order of the document. */
export function filterLines(lines: readonly Line[], state: ViewState): readonly Line[] {
  const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(
    (line) =>
      (state.group === "" || line.group === state.group) &&
      (state.metric === "" || line.metric === state.metric) &&
      (state.place === "" || placeOf(line) === state.place) &&
      (!state.isOnlyChanged || line.changes.length > 0) &&
      words.every((word) => line.benchmark.toLowerCase().includes(word)),
  );
}

import { TRACK_KEYS } from "./flame-document.ts";

/** What is shown and how: all of it is in the address, so that a link shows what its sender saw. */
export interface ViewState {
  readonly view: "flame" | "icicle" | "sandwich" | "time" | "table";
  readonly color: "package" | "category" | "process" | "worker" | "agent" | "phase" | "change";
  readonly group: "none" | "process" | "worker" | "agent" | "phase";
  readonly order: "name" | "weight";
  /** Of a difference: what widths stand for. */
  readonly width: "head" | "base" | "change";
  /** Whether time in which a thread had nothing to do is in the picture. */
  readonly idle: boolean;
  readonly search: string;
  /** Part of the whole width that is seen, as two ratios. */
  readonly from: number;
  readonly to: number;
  /** Frame of the sandwich; -1 for the one with the most self weight. */
  readonly frame: number;
  /** Track of the time line. */
  readonly track: number;
  readonly sort: "name" | "self" | "total" | "samples" | "base" | "change" | "place";
  readonly descending: boolean;
  readonly theme: "system" | "light" | "dark";
}

export const DEFAULT_STATE: ViewState = Object.freeze({
  view: "flame",
  color: "package",
  group: "none",
  order: "name",
  width: "head",
  idle: false,
  search: "",
  from: 0,
  to: 1,
  frame: -1,
  track: 0,
  sort: "self",
  descending: true,
  theme: "system",
});

const CHOICES: Readonly<Record<string, readonly string[] | undefined>> = {
  view: ["flame", "icicle", "sandwich", "time", "table"],
  color: ["package", "category", ...TRACK_KEYS, "change"],
  group: ["none", ...TRACK_KEYS],
  order: ["name", "weight"],
  width: ["head", "base", "change"],
  sort: ["name", "self", "total", "samples", "base", "change", "place"],
  theme: ["system", "light", "dark"],
};

/** Reads an address. What it does not say, or says wrongly, is as in `defaults`. */
export function parseState(hash: string, defaults: ViewState): ViewState {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const standards: Readonly<Record<string, unknown>> = { ...defaults };
  const state: Record<string, unknown> = { ...defaults };
  for (const [key, value] of given) {
    const standard = Object.hasOwn(standards, key) ? standards[key] : null;
    if (typeof standard === "number") {
      const number = Number(value);
      if (Number.isFinite(number)) state[key] = number;
    } else if (typeof standard === "boolean") state[key] = value === "true";
    else if (typeof standard === "string") {
      const choices = CHOICES[key];
      if (choices === undefined || choices.includes(value)) state[key] = value;
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field was checked above
  const { from, to, ...rest } = state as unknown as ViewState;
  const isRange = from >= 0 && to <= 1 && from < to;
  return { ...rest, from: isRange ? from : 0, to: isRange ? to : 1 };
}

/** The part of a state that differs from `defaults`, as an address. */
export function stateHash(state: ViewState, defaults: ViewState): string {
  const standards: Readonly<Record<string, unknown>> = { ...defaults };
  const differing = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (value === standards[key]) continue;
    differing.set(
      key,
      typeof value === "number" ? String(Number(value.toPrecision(9))) : String(value),
    );
  }
  return `#${differing.toString()}`;
}

import { CHANGE_STEP_COUNT } from "../../flame-graph/color/change-palette.ts";
import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import { sceneOf, treeOfState } from "../../flame-graph/view/scene.ts";
import type { Scene } from "../../flame-graph/view/scene.ts";
import { matchedWeight, patternOf } from "../../flame-graph/view/search-frames.ts";
import type { ViewState } from "../../flame-graph/view/view-state.ts";
import type { ViewTree } from "../../flame-graph/view/view-tree.ts";
import { CHANGE_START, colorIndexes, legendOf } from "./box-colors.ts";
import type { LegendEntry } from "./box-colors.ts";
import type { TimeScene } from "./draw-time.ts";
import { figuresOf, hottestFrame } from "./table-rows.ts";
import type { FunctionFigures } from "./table-rows.ts";

/** What a search found. */
export interface SearchResult {
  /** By frame. */
  readonly matches: Uint8Array;
  readonly frameCount: number;
  /** Of all weight, each stack counted once. */
  readonly share: number;
  readonly isLiteral: boolean;
}

/** What follows from the data and a state, made once and kept until the state differs in what it follows from. */
export interface Derived {
  readonly tree: (state: ViewState) => Pick<Scene, "tree" | "groupNames">;
  readonly scene: (state: ViewState) => Scene;
  readonly timeScene: (state: ViewState) => TimeScene | null;
  /** Colours, hatches and stripes of each panel of a scene. */
  readonly boxes: (state: ViewState) => readonly BoxColumns[];
  readonly search: (state: ViewState) => SearchResult | null;
  readonly figures: (state: ViewState) => FunctionFigures;
  /** What the colours mean. @param palette - that of the theme in force. */
  readonly legend: (state: ViewState, palette: readonly string[]) => readonly LegendEntry[];
  /** The frame of the sandwich: the one asked for, or the hottest. */
  readonly frame: (state: ViewState) => number;
  readonly nameOf: (state: ViewState, frame: number) => string;
  readonly placeOf: (frame: number) => string;
}

/** By node of a panel's tree. */
export interface BoxColumns {
  readonly colors: Uint8Array;
  readonly hatched: Uint8Array | null;
  readonly stripes: Uint8Array | null;
}

export function createDerived(model: FlameModel): Derived {
  const { frames } = model;
  const memo = {
    tree: remember<Pick<Scene, "tree" | "groupNames">>(),
    scene: remember<Scene>(),
    time: remember<TimeScene | null>(),
    boxes: remember<readonly BoxColumns[]>(),
    search: remember<SearchResult | null>(),
    figures: remember<FunctionFigures>(),
    hottest: remember<number>(),
    legend: remember<readonly LegendEntry[]>(),
  };
  const tree: Derived["tree"] = (state) =>
    memo.tree(treeKey(state), () => treeOfState(model, state));
  const figures: Derived["figures"] = (state) =>
    memo.figures(treeKey(state), () => {
      const { tree: whole, groupNames } = tree(state);
      return figuresOf(whole, frames.count + groupNames.length);
    });
  const frame: Derived["frame"] = (state) =>
    state.frame >= 0 && state.frame < frames.count
      ? state.frame
      : memo.hottest(treeKey(state), () => hottestFrame(model, figures(state)));
  const scene: Derived["scene"] = (state) => {
    const focus = state.view === "sandwich" ? frame(state) : -1;
    const view = state.view === "sandwich" || state.view === "icicle" ? state.view : "flame";
    return memo.scene([view, treeKey(state), state.order, state.width, focus].join(), () =>
      sceneOf(model, { ...state, frame: focus }, tree(state)),
    );
  };
  return {
    tree,
    figures,
    frame,
    scene,
    timeScene: (state) =>
      memo.time(`${state.track},${state.color}`, () => timeSceneOf(model, state)),
    boxes: (state) => {
      const shown = scene(state);
      const key = [state.view, treeKey(state), state.order, state.width, frame(state), state.color];
      return memo.boxes(key.join(), () =>
        shown.panels.map((panel) => boxColumns(model, panel.tree, shown, state)),
      );
    },
    search: (state) =>
      memo.search(`${treeKey(state)} ${state.search}`, () => searchOf(model, state, tree(state))),
    legend: (state, palette) =>
      memo.legend([treeKey(state), state.color, palette[0]].join(), () =>
        legendOf({ model, ...tree(state), color: state.color }, palette),
      ),
    nameOf: (state, index) =>
      frames.names[index] ?? tree(state).groupNames[index - frames.count] ?? "",
    placeOf: (index) => frames.places[index] ?? "",
  };
}

/** What a tree depends on. */
const treeKey = ({ group, idle }: ViewState): string => `${group},${idle}`;

/** Keeps the last value, which is that of the last key. */
function remember<Value>(): (key: string, make: () => Value) => Value {
  let last: { readonly key: string; readonly value: Value } | null = null;
  return (key, make) => {
    if (last?.key !== key) last = { key, value: make() };
    return last.value;
  };
}

function boxColumns(
  model: FlameModel,
  tree: ViewTree,
  { groupNames }: Scene,
  { color }: ViewState,
): BoxColumns {
  const colors = colorIndexes({ model, tree, groupNames, color });
  const { sums, baseSums } = tree;
  if (baseSums === null || color !== "change") return { colors, hatched: null, stripes: null };
  let largest = 0;
  for (const [node, weight] of sums.selfWeights.entries())
    largest = Math.max(largest, Math.abs(weight - baseSums.selfWeights[node]!));
  return {
    colors,
    hatched: Uint8Array.from(sums.totalCounts, (count, node) =>
      (count === 0) === (baseSums.totalCounts[node] === 0) ? 0 : 1,
    ),
    // Self change is told apart from that of callees by a stripe, in the colour that a whole box of it would have.
    stripes: Uint8Array.from(sums.selfWeights, (weight, node) => {
      const change = weight - baseSums.selfWeights[node]!;
      const isGrey = colors[node] === CHANGE_START || largest === 0;
      const step = isGrey ? 0 : CHANGE_STEP_COUNT * Math.sqrt(Math.abs(change) / largest);
      return CHANGE_START + Math.sign(change) * Math.round(step);
    }),
  };
}

function searchOf(
  { frames }: FlameModel,
  { search }: ViewState,
  { tree, groupNames }: Pick<Scene, "tree" | "groupNames">,
): SearchResult | null {
  const pattern = patternOf(search);
  if (pattern === null) return null;
  const matches = new Uint8Array(frames.count + groupNames.length);
  let frameCount = 0;
  for (let frame = 0; frame < matches.length; frame++) {
    const text =
      frame < frames.count
        ? `${frames.names[frame]!}\n${frames.places[frame]!}`
        : groupNames[frame - frames.count]!;
    if (frames.categories[frame] === "root" || !pattern.matches(text)) continue;
    matches[frame] = 1;
    frameCount++;
  }
  const whole = tree.sums.totalWeights[0]!;
  const share = whole > 0 ? matchedWeight(tree, matches) / whole : 0;
  return { matches, frameCount, share, isLiteral: pattern.isLiteral };
}

function timeSceneOf(model: FlameModel, state: ViewState): TimeScene | null {
  const line =
    model.timeLines[state.track] ?? model.timeLines.find((each) => each !== null) ?? null;
  if (line === null) return null;
  const { parents, frames, count } = model.nodes;
  const depths = new Uint32Array(count);
  const ends = Uint32Array.from({ length: count }, (_, node) => node + 1);
  let depthMax = 0;
  for (let node = 1; node < count; node++) {
    depths[node] = depths[parents[node]!]! + 1;
    depthMax = Math.max(depthMax, depths[node]!);
  }
  for (let node = count - 1; node > 0; node--) {
    const parent = parents[node]!;
    ends[parent] = Math.max(ends[parent]!, ends[node]!);
  }
  const { tree } = treeOfState(model, { group: "none", idle: true });
  const colors = colorIndexes({ model, tree, groupNames: [], color: state.color });
  return { line, parents, frames, depths, ends, depthMax, colors };
}

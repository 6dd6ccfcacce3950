import { hueOf, packageHues } from "../../flame-graph/color/frame-hue.ts";
import {
  boxColor,
  hashText,
  HUE_COUNT,
  NEUTRAL,
  SHADE_COUNT,
} from "../../flame-graph/color/frame-palette.ts";
import type { Theme } from "../../flame-graph/color/frame-palette.ts";
import { changeColor, CHANGE_STEP_COUNT } from "../../flame-graph/color/change-palette.ts";
import { dominantGroups, SEVERAL_GROUPS } from "../../flame-graph/view/dominant-groups.ts";
import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import type { ViewState } from "../../flame-graph/view/view-state.ts";
import type { ViewTree } from "../../flame-graph/view/view-tree.ts";
import { stepsOfTree } from "./change-steps.ts";

/** Colours of boxes: an index into `palette` for each node of a tree. */
export interface BoxColors {
  readonly palette: readonly string[];
  readonly indexes: Uint8Array;
}

/** Words and colour of one entry of the legend. */
export interface LegendEntry {
  readonly color: string;
  readonly text: string;
}

/** All hues in all shades, with the neutral one first; then the steps of change. */
export function paletteOf(theme: Theme): readonly string[] {
  const palette: string[] = [];
  for (let hue: number = NEUTRAL; hue < HUE_COUNT; hue++)
    for (let shade = 0; shade < SHADE_COUNT; shade++) palette.push(boxColor(theme, hue, shade));
  for (let step = -CHANGE_STEP_COUNT; step <= CHANGE_STEP_COUNT; step++)
    palette.push(changeColor(theme, step));
  return palette;
}

/** Index of "no change"; that of a step is the step further. */
export const CHANGE_START = (HUE_COUNT + 1) * SHADE_COUNT + CHANGE_STEP_COUNT;

const indexOf = (hue: number, shade: number): number => (hue + 1) * SHADE_COUNT + shade;

interface ColorInput {
  readonly model: FlameModel;
  readonly tree: ViewTree;
  readonly groupNames: readonly string[];
  readonly color: ViewState["color"];
}

/** Colour index of each node, by what the reader asked for. */
export function colorIndexes({ model, tree, groupNames, color }: ColorInput): Uint8Array {
  if (color === "change" && tree.baseSums !== null) {
    const steps = stepsOfTree(model, tree);
    return Uint8Array.from(steps, (step) => CHANGE_START + step);
  }
  const byFrame = frameColors(model, groupNames, color);
  if (color === "package" || color === "category" || color === "change")
    return Uint8Array.from(tree.frames, (frame) => byFrame[frame]!);
  return trackColors({ model, tree, groupNames, color }, byFrame);
}

/** Colours of frames wherever they stand; groups beyond the model's frames have hues in turn. */
function frameColors(
  { frames }: FlameModel,
  groupNames: readonly string[],
  color: ViewState["color"],
): Uint8Array {
  const hues = packageHues(frames.packageNames);
  const colors = new Uint8Array(frames.count + groupNames.length);
  for (let frame = 0; frame < frames.count; frame++) {
    const category = frames.categories[frame]!;
    const packageName = frames.packageNames[frame]!;
    const hue =
      color === "category"
        ? (CATEGORY_HUES[category] ?? NEUTRAL)
        : hueOf({ category, packageName }, hues);
    colors[frame] = indexOf(hue, hashText(frames.names[frame]!) % SHADE_COUNT);
  }
  for (const group of groupNames.keys())
    colors[frames.count + group] = indexOf(group % HUE_COUNT, 1);
  return colors;
}

const CATEGORY_HUES: Readonly<Record<string, number>> = {
  script: 0,
  runtime: 1,
  native: 2,
  gc: 6,
};

/** Of a worker, agent or process: the one that a node mostly ran for, in its hue; nobody's in none. */
function trackColors(
  { model, tree, groupNames, color }: ColorInput,
  byFrame: Uint8Array,
): Uint8Array {
  const key = color === "process" || color === "worker" || color === "agent" ? color : "phase";
  const shade = (frame: number): number => byFrame[frame]! % SHADE_COUNT;
  if (tree.frames === model.nodes.frames) {
    const { groups } = dominantGroups(model, key);
    return Uint8Array.from(tree.frames, (frame, node) =>
      indexOf(groups[node] === SEVERAL_GROUPS ? NEUTRAL : groups[node]! % HUE_COUNT, shade(frame)),
    );
  }
  // A grouped tree has the group right below the root, and it is everybody's below.
  const hues = new Int32Array(tree.count).fill(NEUTRAL);
  return Uint8Array.from(tree.frames, (frame, node) => {
    const parent = tree.parents[node]!;
    const group = frame - model.frames.count;
    if (group >= 0 && group < groupNames.length) hues[node] = group % HUE_COUNT;
    else if (parent !== -1) hues[node] = hues[parent]!;
    return indexOf(hues[node]!, shade(frame));
  });
}

/** What the colours of a picture mean, the most common first. */
export function legendOf(
  { model, tree, color }: ColorInput,
  palette: readonly string[],
): readonly LegendEntry[] {
  if (color === "change" && tree.baseSums !== null)
    return [
      { color: palette[CHANGE_START - CHANGE_STEP_COUNT]!, text: "less" },
      { color: palette[CHANGE_START]!, text: "not significant" },
      { color: palette[CHANGE_START + CHANGE_STEP_COUNT]!, text: "more" },
    ];
  if (color === "package" || color === "change") {
    const hues = packageHues(model.frames.packageNames);
    return weighNames(tree, model.frames.packageNames).map((text) => ({
      color: palette[indexOf(hues.get(text) ?? NEUTRAL, 1)]!,
      text,
    }));
  }
  if (color === "category")
    return weighNames(tree, model.frames.categories).map((text) => ({
      color: palette[indexOf(CATEGORY_HUES[text] ?? NEUTRAL, 1)]!,
      text,
    }));
  const { groupNames } = dominantGroups(model, color);
  return [
    ...groupNames.map((text, group) => ({ color: palette[indexOf(group % HUE_COUNT, 1)]!, text })),
    { color: palette[indexOf(NEUTRAL, 1)]!, text: "several" },
  ];
}

/** Names of frames by their self weight. */
function weighNames(tree: ViewTree, names: readonly string[]): readonly string[] {
  const weights = new Map<string, number>();
  for (let node = 1; node < tree.count; node++) {
    const name = names[tree.frames[node]!];
    if (name === undefined) continue;
    weights.set(name, (weights.get(name) ?? 0) + tree.sums.selfWeights[node]!);
  }
  return [...weights].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

import type { FlameModel } from "./flame-model.ts";
import { groupTree } from "./group-tree.ts";
import { orderByFrame, orderByWeight } from "./order-children.ts";
import { placeFrames } from "./place-frames.ts";
import type { PlacedFrames } from "./place-frames.ts";
import { indexRows } from "./row-index.ts";
import type { RowIndex } from "./row-index.ts";
import { sandwichTrees } from "./sandwich-trees.ts";
import type { ViewState } from "./view-state.ts";
import { viewTreeOf, widthsOf } from "./view-tree.ts";
import type { ViewTree } from "./view-tree.ts";

/** One tree on the canvas. */
export interface Panel {
  readonly tree: ViewTree;
  readonly placed: PlacedFrames;
  /** Width of each node of the tree, in units of weight. */
  readonly widths: Float64Array;
  readonly rows: RowIndex;
  /** Row of depth 0, and which way deeper rows lie. */
  readonly originRow: number;
  readonly direction: 1 | -1;
  /** 1 where the root is drawn by the other panel. */
  readonly depthMin: 0 | 1;
}

/** All that lies on the canvas, in rows. */
export interface Scene {
  readonly panels: readonly Panel[];
  readonly rowCount: number;
  /** Width of the whole, in units of weight. */
  readonly width: number;
  /** The tree of which functions are summed and searched; in preorder. */
  readonly tree: ViewTree;
  readonly groupNames: readonly string[];
}

/** The tree that a state is about, before it is placed: grouped, if asked for. */
export function treeOfState(
  model: FlameModel,
  { group, idle }: Pick<ViewState, "group" | "idle">,
): { readonly tree: ViewTree; readonly groupNames: readonly string[] } {
  return group === "none" || model.header.difference !== null
    ? { tree: viewTreeOf(model, idle), groupNames: [] }
    : groupTree(model, group, idle);
}

/** Places what a state asks for. A view without boxes of its own has those of the flame graph. */
export function sceneOf(
  model: FlameModel,
  state: ViewState,
  { tree, groupNames }: { readonly tree: ViewTree; readonly groupNames: readonly string[] },
): Scene {
  const common = { tree, groupNames };
  if (state.view === "sandwich") {
    const frameCount = model.frames.count + groupNames.length;
    const frame = state.frame >= 0 && state.frame < frameCount ? state.frame : 0;
    const { callers, callees } = sandwichTrees(tree, frame, frameCount);
    const above = panelOf(callers, state, { direction: -1, depthMin: 1 });
    const below = panelOf(callees, state, { direction: 1, depthMin: 0 });
    const originRow = above.rows.depthCount - 1;
    return {
      ...common,
      panels: [
        { ...below, originRow },
        { ...above, originRow },
      ],
      rowCount: originRow + below.rows.depthCount,
      width: below.widths[0]!,
    };
  }
  const panel = panelOf(tree, state, { direction: state.view === "icicle" ? 1 : -1, depthMin: 0 });
  const { depthCount } = panel.rows;
  const originRow = panel.direction === 1 ? 0 : depthCount - 1;
  return {
    ...common,
    panels: [{ ...panel, originRow }],
    rowCount: depthCount,
    width: panel.widths[0]!,
  };
}

function panelOf(
  tree: ViewTree,
  { width, order }: ViewState,
  { direction, depthMin }: Pick<Panel, "direction" | "depthMin">,
): Panel {
  const widths = widthsOf(tree, width);
  const placed = placeFrames(tree, {
    widths,
    order: order === "weight" ? orderByWeight(tree.count, widths) : orderByFrame(tree),
    // What has no width in this view is not drawn; where nothing has any, everything is.
    weightMin: widths[0]! > 0 ? Number.MIN_VALUE : 0,
  });
  return { tree, placed, widths, rows: indexRows(placed), originRow: 0, direction, depthMin };
}

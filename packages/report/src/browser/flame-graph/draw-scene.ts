import { firstStartingAfter } from "../../flame-graph/view/row-index.ts";
import type { Panel, Scene } from "../../flame-graph/view/scene.ts";
import type { BoxText } from "./box-text.ts";
import { pxPerWeight, ROW_PX, visibleRows } from "./viewport.ts";
import type { Viewport } from "./viewport.ts";

/** How boxes look. */
export interface BoxLook {
  readonly palette: readonly string[];
  /** By panel: index into the palette of each node. */
  readonly colors: readonly Uint8Array[];
  /** By panel: 1 for nodes that only one side of a difference has; null of a profile. */
  readonly hatched: readonly (Uint8Array | null)[];
  readonly hatch: CanvasPattern | null;
  /** By panel: step of the palette for the change of self weight, drawn as a stripe; null without. */
  readonly stripes: readonly (Uint8Array | null)[];
  /** By frame: 1 where a search found it; null without a search. */
  readonly matches: Uint8Array | null;
  readonly matchColor: string;
  readonly matchInk: string;
  readonly ink: string;
  readonly nameOf: (frame: number) => string;
  readonly text: BoxText;
}

/** A box in the scene. */
export interface BoxRef {
  readonly panel: number;
  readonly position: number;
}

/** Boxes narrower than this are drawn as one, at the pixel where they lie. */
const SLIVER_PX = 0.8;
/** From this width on a box has a gap to its right. */
const GAP_FROM_PX = 3;
const TEXT_PADDING_PX = 4;
const TEXT_FROM_PX = 26;
const STRIPE_PX = 3;
const UNMATCHED_ALPHA = 0.4;

/**
 * Draws the rows that are seen. The work is bounded by the pixels, not by the tree: what is narrower than a pixel is
 * skipped by halving.
 */
export function drawScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  viewport: Viewport,
  look: BoxLook,
): void {
  context.textBaseline = "middle";
  const { first, last } = visibleRows(viewport, scene.rowCount);
  for (const [index, panel] of scene.panels.entries()) {
    for (let row = first; row <= last; row++) {
      const depth = (row - panel.originRow) * panel.direction;
      if (depth < panel.depthMin || depth >= panel.rows.depthCount) continue;
      drawRow({ context, panel, index, viewport, look }, depth, row * ROW_PX - viewport.topPx);
    }
  }
}

interface RowInput {
  readonly context: CanvasRenderingContext2D;
  readonly panel: Panel;
  readonly index: number;
  readonly viewport: Viewport;
  readonly look: BoxLook;
}

function drawRow(input: RowInput, depth: number, y: number): void {
  const { context, panel, index, viewport, look } = input;
  const { placed, widths, rows, tree } = panel;
  const { from, to } = viewport;
  const scale = pxPerWeight(viewport);
  const end = rows.starts[depth + 1]!;
  const colors = look.colors[index]!;
  let at = Math.max(rows.starts[depth]!, firstStartingAfter(rows, placed.starts, depth, from) - 1);
  while (at < end) {
    const position = rows.positions[at]!;
    const start = placed.starts[position]!;
    if (start >= to) return;
    const node = placed.nodes[position]!;
    const width = widths[node]!;
    // Of a picture without any weight the boxes share the whole width.
    const leftPx = (start - from) * scale;
    const rightPx = scale === 0 ? viewport.widthPx : (start + width - from) * scale;
    if (rightPx <= 0) {
      at++;
      continue;
    }
    const frame = tree.frames[node]!;
    const isMatch = look.matches !== null && look.matches[frame] === 1;
    context.globalAlpha = look.matches !== null && !isMatch ? UNMATCHED_ALPHA : 1;
    context.fillStyle = isMatch ? look.matchColor : look.palette[colors[node]!]!;
    if (rightPx - leftPx < SLIVER_PX) {
      context.fillRect(leftPx, y, SLIVER_PX, ROW_PX - 1);
      at = afterSliver(input, depth, at, leftPx);
      continue;
    }
    drawBox(input, {
      node,
      frame,
      isMatch,
      leftPx: Math.max(0, leftPx),
      rightPx: Math.min(viewport.widthPx, rightPx),
      y,
    });
    at++;
  }
}

/** Index of the next box to draw once a pixel is filled: all that lie within it are skipped, but for a wide one. */
function afterSliver(
  { panel: { rows, placed, widths }, viewport }: RowInput,
  depth: number,
  at: number,
  leftPx: number,
): number {
  const scale = pxPerWeight(viewport);
  const edge = viewport.from + (leftPx + SLIVER_PX) / scale;
  const last = firstStartingAfter(rows, placed.starts, depth, edge) - 1;
  if (last <= at) return at + 1;
  return widths[placed.nodes[rows.positions[last]!]!]! * scale >= SLIVER_PX ? last : last + 1;
}

interface Box {
  readonly node: number;
  readonly frame: number;
  readonly isMatch: boolean;
  readonly leftPx: number;
  readonly rightPx: number;
  readonly y: number;
}

function drawBox({ context, index, look }: RowInput, box: Box): void {
  const { node, frame, isMatch, leftPx, rightPx, y } = box;
  const gap = rightPx - leftPx >= GAP_FROM_PX ? 1 : 0;
  const width = Math.max(SLIVER_PX, rightPx - leftPx - gap);
  context.fillRect(leftPx, y, width, ROW_PX - 1);
  if (look.hatched[index]?.[node] === 1 && look.hatch !== null) {
    context.fillStyle = look.hatch;
    context.fillRect(leftPx, y, width, ROW_PX - 1);
  }
  const stripe = look.stripes[index]?.[node];
  if (stripe !== undefined && width >= STRIPE_PX) {
    context.fillStyle = look.palette[stripe]!;
    context.fillRect(leftPx, y + ROW_PX - 1 - STRIPE_PX, width, STRIPE_PX);
  }
  if (width < TEXT_FROM_PX) return;
  const text = look.text.fit(look.nameOf(frame), width - 2 * TEXT_PADDING_PX);
  if (text === "") return;
  context.globalAlpha = 1;
  context.fillStyle = isMatch ? look.matchInk : look.ink;
  context.fillText(text, leftPx + TEXT_PADDING_PX, y + ROW_PX / 2);
}

/** The box at a place of the canvas, in CSS pixels. */
export function boxAt(scene: Scene, viewport: Viewport, xPx: number, yPx: number): BoxRef | null {
  const row = Math.floor((yPx + viewport.topPx) / ROW_PX);
  const scale = pxPerWeight(viewport);
  if (scale === 0) return null;
  const x = viewport.from + xPx / scale;
  for (const [
    panel,
    { rows, placed, widths, originRow, direction, depthMin },
  ] of scene.panels.entries()) {
    const depth = (row - originRow) * direction;
    if (depth < depthMin || depth >= rows.depthCount) continue;
    const at = firstStartingAfter(rows, placed.starts, depth, x) - 1;
    if (at < rows.starts[depth]!) continue;
    const position = rows.positions[at]!;
    const end = placed.starts[position]! + widths[placed.nodes[position]!]!;
    // A pixel of grace, or slivers could never be pointed at.
    if (x <= end + 1 / scale) return { panel, position };
  }
  return null;
}

/** A line around one box: where the keyboard or the pointer is. */
export function outlineBox(
  context: CanvasRenderingContext2D,
  scene: Scene,
  viewport: Viewport,
  { panel: index, position }: BoxRef,
): void {
  const { placed, widths, originRow, direction } = scene.panels[index]!;
  const scale = pxPerWeight(viewport);
  const leftPx = Math.max(0, (placed.starts[position]! - viewport.from) * scale);
  const end = placed.starts[position]! + widths[placed.nodes[position]!]!;
  const rightPx = Math.min(viewport.widthPx, (end - viewport.from) * scale);
  const y = (originRow + direction * placed.depths[position]!) * ROW_PX - viewport.topPx;
  if (rightPx < 0 || leftPx > viewport.widthPx) return;
  context.strokeRect(leftPx + 1, y + 1, Math.max(2, rightPx - leftPx - 3), ROW_PX - 3);
}

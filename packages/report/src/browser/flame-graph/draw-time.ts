import { timeColumns } from "../../flame-graph/view/time-columns.ts";
import type { TimeLine } from "../../flame-graph/view/flame-model.ts";
import type { BoxLook } from "./draw-scene.ts";
import { pxPerWeight, ROW_PX, visibleRows } from "./viewport.ts";
import type { Viewport } from "./viewport.ts";

/** A time line with the tree that its nodes are of. */
export interface TimeScene {
  readonly line: TimeLine;
  readonly parents: Int32Array;
  readonly frames: Uint32Array;
  readonly depths: Uint32Array;
  /** Node after the last one of each subtree. */
  readonly ends: Uint32Array;
  readonly depthMax: number;
  readonly colors: Uint8Array;
}

/** A stretch in which a node was on the stack. */
export interface TimeBox {
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

const COLUMN_PX = 1;
const TEXT_PADDING_PX = 4;
const TEXT_FROM_PX = 26;

/** Draws what is seen of a time line: callers above those they call, time from left to right. */
export function drawTime(
  context: CanvasRenderingContext2D,
  scene: TimeScene,
  viewport: Viewport,
  look: Omit<BoxLook, "colors" | "hatched" | "hatch" | "stripes">,
): void {
  const scale = pxPerWeight(viewport);
  if (scale === 0) return;
  context.textBaseline = "middle";
  const { first, last } = visibleRows(viewport, scene.depthMax + 1);
  for (const [row, boxes] of boxesByRow(scene, viewport, { first, last }).entries()) {
    const y = (first + row) * ROW_PX - viewport.topPx;
    for (const { node, from, to } of boxes) {
      const leftPx = (from - viewport.from) * scale;
      const width = Math.max(0.8, (to - from) * scale - ((to - from) * scale >= 3 ? 1 : 0));
      const frame = scene.frames[node]!;
      const isMatch = look.matches !== null && look.matches[frame] === 1;
      context.globalAlpha = look.matches !== null && !isMatch ? 0.4 : 1;
      context.fillStyle = isMatch ? look.matchColor : look.palette[scene.colors[node]!]!;
      context.fillRect(leftPx, y, width, ROW_PX - 1);
      if (width < TEXT_FROM_PX) continue;
      const text = look.text.fit(look.nameOf(frame), width - 2 * TEXT_PADDING_PX);
      context.globalAlpha = 1;
      context.fillStyle = isMatch ? look.matchInk : look.ink;
      if (text !== "") context.fillText(text, leftPx + TEXT_PADDING_PX, y + ROW_PX / 2);
    }
  }
  context.globalAlpha = 1;
}

/** Columns side by side in which a row has the same node are one box. */
function boxesByRow(
  { line, parents, depths }: TimeScene,
  viewport: Viewport,
  { first, last }: { readonly first: number; readonly last: number },
): readonly TimeBox[][] {
  const widthMin = COLUMN_PX / pxPerWeight(viewport);
  const { count, edges, nodes } = timeColumns(line, {
    from: viewport.from,
    to: viewport.to,
    widthMin,
  });
  const rows: TimeBox[][] = Array.from({ length: Math.max(0, last - first + 1) }, () => []);
  for (let column = 0; column < count; column++) {
    const from = edges[column]!;
    const to = edges[column + 1]!;
    for (let node = nodes[column]!; node !== -1; node = parents[node]!) {
      const depth = depths[node]!;
      if (depth > last) continue;
      if (depth < first) break;
      const row = rows[depth - first]!;
      const before = row.at(-1);
      if (before?.node === node && before.to === from) row[row.length - 1] = { ...before, to };
      else row.push({ node, from, to });
    }
  }
  return rows;
}

/** The stretch at a place of the canvas, as drawn. */
export function timeBoxAt(
  scene: TimeScene,
  viewport: Viewport,
  xPx: number,
  yPx: number,
): TimeBox | null {
  const scale = pxPerWeight(viewport);
  if (scale === 0) return null;
  const row = Math.floor((yPx + viewport.topPx) / ROW_PX);
  const [boxes] = boxesByRow(scene, viewport, { first: row, last: row });
  const x = viewport.from + xPx / scale;
  return boxes?.find(({ from, to }) => x >= from && x < to) ?? null;
}

import type { Panel, Scene } from "../../flame-graph/view/scene.ts";
import type { BoxRef } from "./draw-scene.ts";

/** The box that an arrow key leads to from another, as they stand on the canvas; the same one at an end. */
export function stepFrom(
  scene: Scene,
  from: BoxRef,
  key: string,
  range: readonly [number, number],
): BoxRef {
  const panel = scene.panels[from.panel]!;
  if (key === "ArrowLeft" || key === "ArrowRight")
    return sideways(panel, from, key === "ArrowRight" ? 1 : -1, range);
  const isDeeper = (key === "ArrowDown") === (panel.direction === 1);
  if (isDeeper) return deeper(panel, from, range);
  const parent = panel.placed.parents[from.position]!;
  // Below the function of a sandwich are its callees, above it its callers: the way leads through it.
  if (parent === -1) return otherPanel(scene, from, range);
  return parent === 0 && panel.depthMin === 1
    ? { panel: 0, position: 0 }
    : { ...from, position: parent };
}

/** The widest child within what is seen. */
function deeper(panel: Panel, from: BoxRef, range: readonly [number, number]): BoxRef {
  const { placed, widths } = panel;
  let widest = from.position;
  let most = 0;
  for (let at = from.position + 1; at < placed.ends[from.position]!; at = placed.ends[at]!) {
    const start = placed.starts[at]!;
    const width = widths[placed.nodes[at]!]!;
    const seen = Math.min(start + width, range[1]) - Math.max(start, range[0]);
    if (seen <= most) continue;
    most = seen;
    widest = at;
  }
  return { ...from, position: widest };
}

function otherPanel(scene: Scene, from: BoxRef, range: readonly [number, number]): BoxRef {
  const other = scene.panels[1];
  if (other === undefined || from.panel !== 0 || other.placed.count < 2) return from;
  const step = deeper(other, { panel: 1, position: 0 }, range);
  return step.position === 0 ? from : step;
}

function sideways(
  { rows, placed, widths }: Panel,
  from: BoxRef,
  step: 1 | -1,
  range: readonly [number, number],
): BoxRef {
  const depth = placed.depths[from.position]!;
  const start = rows.starts[depth]!;
  const end = rows.starts[depth + 1]!;
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.positions[middle]! < from.position) low = middle + 1;
    else high = middle;
  }
  const at = low + step;
  if (at < start || at >= end) return from;
  const position = rows.positions[at]!;
  const left = placed.starts[position]!;
  const isSeen = left < range[1] && left + widths[placed.nodes[position]!]! > range[0];
  return isSeen ? { ...from, position } : from;
}

/** The next box after another that a search found, in the order of the tree, around the end; null when there is none. */
export function nextMatch(
  scene: Scene,
  from: BoxRef | null,
  matches: Uint8Array,
  step: 1 | -1,
): BoxRef | null {
  const panel = scene.panels[from?.panel ?? 0]!;
  const { placed, tree } = panel;
  let position = from?.position ?? 0;
  for (let tried = 0; tried < placed.count; tried++) {
    position = (position + step + placed.count) % placed.count;
    if (matches[tree.frames[placed.nodes[position]!]!] === 1)
      return { panel: from?.panel ?? 0, position };
  }
  return null;
}

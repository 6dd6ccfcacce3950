import type { Profile } from "@paceline/profile";

import { loadPageParts } from "#page-parts";

import { orderByRank, rankTexts } from "../view/order-children.ts";
import { placeFrames } from "../view/place-frames.ts";
import type { PlacedFrames } from "../view/place-frames.ts";
import { pictureOf } from "../picture.ts";
import { plural } from "../../run/run-facts.ts";
import { profileNotes } from "../document/profile-notes.ts";
import { drawBoxes } from "./draw-boxes.ts";
import { BOX_HEIGHT, MARGIN, TOP, frameSvg } from "./frame-svg.ts";

export interface FlameSvgOptions {
  /** Heading of the picture. @defaultValue "Flame graph" */
  readonly title?: string;
  /** Width of the picture, in pixels, at least 200. @defaultValue 1200 */
  readonly widthPx?: number;
  /** Frames narrower than this are left out, which the picture says, in pixels. @defaultValue 0.1 */
  readonly frameWidthPxMin?: number;
  /** Whether time in which a thread had nothing to do is drawn. @defaultValue false */
  readonly hasIdle?: boolean;
  /** Callers above those they call. @defaultValue false */
  readonly isIcicle?: boolean;
}

/**
 * A flame graph as one picture that can be searched and zoomed in a browser, by mouse or keyboard, and shown anywhere
 * else. Widths are totals; siblings stand in the order of their names. Well-formed XML whatever the names are.
 *
 * A picture of more than about 50,000 frames is slow to open: that is what the page is for.
 */
export async function renderFlameSvg(
  profile: Profile,
  options: FlameSvgOptions = {},
): Promise<string> {
  const {
    title = "Flame graph",
    widthPx = 1200,
    frameWidthPxMin = 0.1,
    isIcicle = false,
    hasIdle = false,
  } = options;
  const picture = pictureOf(profile, hasIdle);
  const { tree, frames } = picture;
  const rootWeight = tree.totalWeights[0]!;
  const innerPx = widthPx - 2 * MARGIN;
  const placed = placeFrames(tree, {
    widths: tree.totalWeights,
    order: orderByRank(tree, rankTexts(frames.map((frame) => frame?.name ?? ""))),
    weightMin: rootWeight > 0 ? (frameWidthPxMin * rootWeight) / innerPx : 0,
  });
  let depthMax = 0;
  for (const depth of placed.depths) if (depth > depthMax) depthMax = depth;
  const boxes = drawBoxes(placed, picture, { innerPx, isIcicle, depthMax });
  return frameSvg({
    title,
    widthPx,
    heightPx: TOP + (depthMax + 1) * BOX_HEIGHT,
    boxes,
    isIcicle,
    notes: [...profileNotes(profile), pruneNote(placed, rootWeight)].filter(
      (note) => note !== null,
    ),
    ...(await loadPageParts("flame-svg")),
  });
}

/** What was too narrow to see; null when everything is drawn. */
function pruneNote({ prunedCount, prunedWeight }: PlacedFrames, total: number): string | null {
  if (prunedCount === 0 || total === 0) return null;
  return `${plural(prunedCount, "frame")} too narrow to see left out, ${shareText(prunedWeight / total)} in all.`;
}

const shareText = (share: number): string => `${(100 * share).toFixed(share < 0.001 ? 3 : 2)} %`;

import type { PageParts } from "../../page/page-parts.ts";
import { plural } from "../../run/run-facts.ts";
import { orderByRank, rankTexts } from "../view/order-children.ts";
import { placeFrames } from "../view/place-frames.ts";
import type { PlacedFrames } from "../view/place-frames.ts";
import { drawBoxes } from "./draw-boxes.ts";
import type { BoxLooks } from "./draw-boxes.ts";
import { BOX_HEIGHT, frameSvg, MARGIN, TOP } from "./frame-svg.ts";

export interface SvgPictureOptions {
  /** Heading of the picture. */
  readonly title?: string;
  /** Width of the picture, in pixels, at least 200. @defaultValue 1200 */
  readonly widthPx?: number;
  /** Frames narrower than this are left out, which the picture says, in pixels. @defaultValue 0.1 */
  readonly frameWidthPxMin?: number;
  /** Callers above those they call. @defaultValue false */
  readonly isIcicle?: boolean;
}

interface SvgSubject {
  readonly tree: {
    readonly count: number;
    readonly parents: Int32Array;
    readonly frames: Uint32Array;
  };
  /** By frame; siblings stand in this order. */
  readonly names: readonly (string | undefined)[];
  readonly looks: BoxLooks;
  readonly notes: readonly string[];
}

const WIDTH_PX_DEFAULT = 1200;
/** What three digits of a percentage show. */
const SHARE_SHOWN_MIN = 0.000_01;

/** Share of the whole below which a frame is too narrow to be drawn. */
export const shareMinOf = ({
  widthPx = WIDTH_PX_DEFAULT,
  frameWidthPxMin = 0.1,
}: SvgPictureOptions): number => frameWidthPxMin / (widthPx - 2 * MARGIN);

/** Places a tree and draws it. */
export function svgPicture(
  { tree, names, looks, notes }: SvgSubject,
  options: SvgPictureOptions & { readonly title: string },
  parts: PageParts,
): string {
  const { title, widthPx = WIDTH_PX_DEFAULT, isIcicle = false } = options;
  const { widths } = looks;
  const innerPx = widthPx - 2 * MARGIN;
  const placed = placeFrames(tree, {
    widths,
    order: orderByRank(tree, rankTexts(names)),
    weightMin: shareMinOf(options) * widths[0]!,
  });
  let depthMax = 0;
  for (const depth of placed.depths) if (depth > depthMax) depthMax = depth;
  return frameSvg({
    title,
    widthPx,
    heightPx: TOP + (depthMax + 1) * BOX_HEIGHT,
    boxes: drawBoxes(placed, looks, { innerPx, isIcicle, depthMax }),
    isIcicle,
    notes: [...notes, ...pruneNotes(placed, widths[0]!)],
    ...parts,
  });
}

/** What was too narrow to see. */
function pruneNotes({ prunedCount, prunedWeight }: PlacedFrames, total: number): readonly string[] {
  if (prunedCount === 0 || total === 0) return [];
  const share = prunedWeight / total;
  const shareText =
    share < SHARE_SHOWN_MIN
      ? "less than 0.001 %"
      : `${(100 * share).toFixed(share < 0.001 ? 3 : 2)} %`;
  return [`${plural(prunedCount, "frame")} too narrow to see left out, ${shareText} in all.`];
}

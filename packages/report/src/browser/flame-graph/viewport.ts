/** Height of a row of boxes, its gap included. */
export const ROW_PX = 18;

/** What of the scene is on the canvas, in CSS pixels and units of weight. */
export interface Viewport {
  readonly widthPx: number;
  readonly heightPx: number;
  /** How far the rows are scrolled. */
  readonly topPx: number;
  /** Left and right edge. */
  readonly from: number;
  readonly to: number;
}

export const pxPerWeight = ({ widthPx, from, to }: Viewport): number =>
  to > from ? widthPx / (to - from) : 0;

/** First and last row that is seen, at least in part. */
export const visibleRows = (
  { topPx, heightPx }: Viewport,
  rowCount: number,
): { readonly first: number; readonly last: number } => ({
  first: Math.max(0, Math.floor(topPx / ROW_PX)),
  last: Math.min(rowCount - 1, Math.floor((topPx + heightPx) / ROW_PX)),
});

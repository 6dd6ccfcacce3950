/** Nearer than this nothing more is to be seen, and positions would run out of digits. */
const WIDTH_RATIO_MIN = 1e-7;

/**
 * Brings the picture nearer around a point that stays where it is.
 *
 * @param factor - more than 1 is nearer.
 * @param centre - ratio of the whole width.
 */
export function zoomRange(
  { from, to }: { readonly from: number; readonly to: number },
  factor: number,
  centre: number,
): { readonly from: number; readonly to: number } {
  const width = Math.min(1, Math.max(WIDTH_RATIO_MIN, (to - from) / factor));
  const share = to > from ? (centre - from) / (to - from) : 0.5;
  const left = Math.min(1 - width, Math.max(0, centre - share * width));
  return { from: left, to: left + width };
}

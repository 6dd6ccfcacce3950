/**
 * Windows of half, a quarter, … of the stretch, each half over the next.
 *
 * @see Kovács et al. (2023), "Seeded Binary Segmentation: A General Methodology for Fast and Optimal
 *   Changepoint Detection".
 */
export function seededWindows(
  start: number,
  end: number,
  lengthMin: number,
): readonly (readonly [number, number])[] {
  const windows: (readonly [number, number])[] = [];
  for (
    let length = Math.ceil((end - start) / 2);
    length >= lengthMin;
    length = Math.ceil(length / 2)
  ) {
    const step = Math.max(1, Math.floor(length / 2));
    for (let from = start; from + length <= end; from += step) windows.push([from, from + length]);
  }
  return windows;
}

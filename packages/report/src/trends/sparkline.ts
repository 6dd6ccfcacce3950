const BARS = "▁▂▃▄▅▆▇█";

/** A series as a row of bars, as many as there is room for: each is the mean of its share of the points. */
export function sparkline(values: readonly number[], width: number): string {
  if (values.length === 0 || width <= 0) return "";
  const count = Math.min(width, values.length);
  const means = Array.from({ length: count }, (_, index) => {
    const start = Math.floor((index * values.length) / count);
    const part = values.slice(start, Math.floor(((index + 1) * values.length) / count));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  const low = Math.min(...means);
  const range = Math.max(...means) - low;
  return means
    .map((value) => BARS[range === 0 ? 3 : Math.round(((value - low) / range) * 7)] ?? "")
    .join("");
}

/** Fewer samples than this say that something ran, not how much of the time. */
export const SHARE_SAMPLE_COUNT_MIN = 20;

export const BAR_WIDTH = 6;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** "41.2 %", and "few" where too few samples were taken for a figure. */
export function shareOf(partNs: number, wholeNs: number, sampleCount: number): string {
  if (sampleCount < SHARE_SAMPLE_COUNT_MIN || wholeNs <= 0) return "few";
  return `${((100 * partNs) / wholeNs).toFixed(1)} %`;
}

/** A bar of up to so many columns. */
export function barOf(ratio: number): string {
  const eighths = Math.round(Math.min(Math.max(ratio, 0), 1) * BAR_WIDTH * 8);
  return "█".repeat(eighths >> 3) + EIGHTHS[eighths & 7]!;
}

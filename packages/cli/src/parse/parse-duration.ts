const MS_PER_UNIT: Readonly<Record<string, number>> = {
  us: 0.001,
  µs: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

export const DURATION_EXPECTED = 'a duration such as "2s", "500ms" or "5m"';

/**
 * Milliseconds of "250us", "500ms", "2s", "1.5s", "5m", "1h". Undefined for anything else, also for a bare number:
 * seconds and milliseconds are a thousandfold apart, so nobody guesses which was meant.
 */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(us|µs|ms|s|m|h)$/.exec(text.trim()) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  const durationMs = Number(number) * MS_PER_UNIT[unit]!;
  return durationMs > 0 && Number.isFinite(durationMs) ? durationMs : undefined;
}

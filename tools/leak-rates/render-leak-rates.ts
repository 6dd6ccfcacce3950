import { wilsonInterval } from "@paceline/analysis";

import type { LeakRate } from "./measure-leak-rates.ts";

const PERCENT = 100;

/** The table of verdicts with both rates below it, each with Wilson's interval. */
export function renderLeakRates(rates: readonly LeakRate[]): string {
  const width = Math.max(...rates.map(({ name }) => name.length));
  const planted = rates.filter(({ isPlanted }) => isPlanted);
  const clean = rates.filter(({ isPlanted }) => !isPlanted);
  const lines = [
    `${"".padEnd(width)}   leak  no leak  inconclusive  runs`,
    "─".repeat(width + 39),
    ...[...planted, ...clean].map(
      ({ name, counts, runCount, missedCount }) =>
        name.padEnd(width) +
        String(counts.leak).padStart(7) +
        String(counts["no-leak"]).padStart(9) +
        String(counts.inconclusive).padStart(14) +
        String(runCount).padStart(6) +
        (missedCount === 0 ? "  ✓" : "  ✗"),
    ),
    "",
    rateLine("planted leaks found", planted),
    rateLine("clean code called a leak", clean),
  ];
  return `${lines.join("\n")}\n`;
}

function rateLine(title: string, rates: readonly LeakRate[]): string {
  const runCount = rates.reduce((sum, each) => sum + each.runCount, 0);
  const leakCount = rates.reduce((sum, { counts }) => sum + counts.leak, 0);
  const { ratio, low, high } = wilsonInterval(leakCount, runCount);
  return (
    `${title}: ${leakCount} of ${runCount}, ${percent(ratio)} % ` +
    `(95 %: ${percent(low)} to ${percent(high)} %)`
  );
}

const percent = (share: number): string => (PERCENT * share).toFixed(1);

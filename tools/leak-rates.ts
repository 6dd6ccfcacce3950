/**
 * Asks how often leaks are found and clean code is left alone: every planted leak, its clean twin and every decoy of
 * the suite, again and again, each time in three fresh processes. A leak must be found in every run, and no clean code
 * called one.
 *
 *     node --conditions=@paceline/source tools/leak-rates.ts [--runs 20] [--only buffer]
 *
 * Twenty runs are some 1,250 processes: a quarter of an hour on two idle cores.
 */
import { parseArgs } from "node:util";

import { formatElapsed } from "@paceline/report";

import { measureLeakRates } from "./leak-rates/measure-leak-rates.ts";
import { renderLeakRates } from "./leak-rates/render-leak-rates.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    only: { type: "string", default: "" },
  },
});
const runCount = Number(values.runs);
if (!Number.isSafeInteger(runCount) || runCount < 1) {
  throw new Error(`--runs must be a whole number of at least 1, got ${values.runs}`);
}
const startedMs = performance.now();
const NS_PER_MS = 1e6;
const { stderr } = process;
const rates = await measureLeakRates({
  runCount,
  nameFilter: values.only,
  onProgress(doneRatio) {
    if (!stderr.isTTY) return;
    const elapsedMs = performance.now() - startedMs;
    const left = formatElapsed((elapsedMs / doneRatio - elapsedMs) * NS_PER_MS);
    stderr.write(`\r\u001b[K${(100 * doneRatio).toFixed(0).padStart(3)} %  ${left} left`);
  },
});
if (stderr.isTTY) stderr.write("\r\u001b[K");
process.stdout.write(renderLeakRates(rates));
process.stdout.write(`${formatElapsed((performance.now() - startedMs) * NS_PER_MS)}\n`);
process.exitCode = rates.every(({ missedCount }) => missedCount === 0) ? 0 : 1;

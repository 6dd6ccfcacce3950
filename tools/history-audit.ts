/**
 * How often change points are found where nothing changed, and how well planted ones are found, on series as real
 * histories are: two humps, spikes, heavy tails, hosts that stay busy, wander or drift, a coarse clock.
 *
 *     node --conditions=@paceline/source tools/history-audit.ts [series of each kind]
 */
import { findChangePoints, wilsonInterval } from "@paceline/analysis";
import { createRandom } from "@paceline/core";

import { judgeRate } from "./judging/evidence.ts";
import { HISTORY_KINDS } from "./judging/histories.ts";

const SERIES_COUNT = Number(process.argv[2] ?? 400);
const LENGTHS = [12, 30, 100, 300] as const;
const ERROR_RATIO = 0.05;
const STEPS = [1.1, 1.25] as const;
const percent = (ratio: number): string => `${(100 * ratio).toFixed(1)} %`.padStart(7);

for (const { name, draw } of HISTORY_KINDS) {
  for (const length of LENGTHS) {
    const random = createRandom(length);
    let alarmCount = 0;
    const nearCounts = STEPS.map(() => 0);
    const extraCounts = STEPS.map(() => 0);
    for (let series = 0; series < SERIES_COUNT; series += 1) {
      const values = draw(random, length);
      if (findChangePoints(values).length > 0) alarmCount += 1;
      const place = Math.floor(length * (0.35 + 0.3 * random.nextRatio()));
      for (const [index, step] of STEPS.entries()) {
        const found = findChangePoints(values.map((one, run) => (run >= place ? step * one : one)));
        const isNear = (distance: number) => (point: { readonly index: number }) =>
          Math.abs(point.index - place) <= distance;
        if (found.some(isNear(1))) nearCounts[index]! += 1;
        if (!found.every(isNear(3))) extraCounts[index]! += 1;
      }
    }
    const alarms = wilsonInterval(alarmCount, SERIES_COUNT);
    const verdict = judgeRate(alarms, ERROR_RATIO);
    process.stdout.write(
      `${name.padEnd(38)} ${String(length).padStart(4)} runs  alarms ${percent(alarms.ratio)} [${percent(alarms.low)}, ${percent(alarms.high)}] ${verdict.padEnd(9)}` +
        STEPS.map(
          (step, index) =>
            `  ${percent(step - 1).trim()} within 1 run ${percent(nearCounts[index]! / SERIES_COUNT)}, elsewhere too ${percent(extraCounts[index]! / SERIES_COUNT)}`,
        ).join("") +
        "\n",
    );
  }
}

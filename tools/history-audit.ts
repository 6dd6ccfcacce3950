/**
 * How often change points are found where nothing changed, and how well planted ones are found, on series as real
 * histories are: two humps, spikes, heavy tails, hosts that stay busy, a coarse clock.
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
const STEP = 1.25;
const percent = (ratio: number): string => `${(100 * ratio).toFixed(1)} %`.padStart(7);

for (const { name, draw, isMoving } of HISTORY_KINDS) {
  for (const length of LENGTHS) {
    const random = createRandom(length);
    let alarmCount = 0;
    let foundCount = 0;
    let nearCount = 0;
    let extraCount = 0;
    for (let series = 0; series < SERIES_COUNT; series += 1) {
      const values = draw(random, length);
      if (findChangePoints(values).length > 0) alarmCount += 1;
      const place = Math.floor(length * (0.35 + 0.3 * random.nextRatio()));
      const stepped = values.map((value, index) => (index >= place ? STEP * value : value));
      const found = findChangePoints(stepped);
      if (found.length > 0) foundCount += 1;
      if (found.some(({ index }) => Math.abs(index - place) <= 1)) nearCount += 1;
      if (found.some(({ index }) => Math.abs(index - place) > 3)) extraCount += 1;
    }
    const alarms = wilsonInterval(alarmCount, SERIES_COUNT);
    const verdict = isMoving === true ? "(moves)" : judgeRate(alarms, ERROR_RATIO);
    process.stdout.write(
      `${name.padEnd(38)} ${String(length).padStart(4)} runs  alarms ${percent(alarms.ratio)} [${percent(alarms.low)}, ${percent(alarms.high)}] ${verdict.padEnd(9)}` +
        `  +25 % found ${percent(foundCount / SERIES_COUNT)}, within 1 run ${percent(nearCount / SERIES_COUNT)}, elsewhere too ${percent(extraCount / SERIES_COUNT)}\n`,
    );
  }
}

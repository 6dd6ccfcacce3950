import { join } from "node:path";

import { calibratePairs } from "@paceline/analysis";
import type { Calibration } from "@paceline/analysis";
import { safeLine } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { CalibrateInput } from "../commands/calibrate.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { judgingSettings } from "./judging-settings.ts";
import { measurePairs, PAIR_COUNT_MAX } from "./measure-pairs.ts";
import { workingSide } from "./sides.ts";
import { writeDocument } from "./write-document.ts";

/** No gate is this sure, so measuring goes on to the wanted number of pairs, decided or not. */
const NEVER_DECIDED = 1e-300;

/** `paceline calibrate`: measures the working tree against itself and keeps what the gate can see here. */
export async function executeCalibrate(
  { positionals, options }: CalibrateInput,
  io: CommandIo,
): Promise<ExitCode> {
  const config = await loadProject(io);
  const settings = judgingSettings({ ...options, threshold: undefined, allow: undefined }, config);
  const side = await workingSide(config, { names: positionals, filter: options.filter }, io);
  const measured = await measurePairs({
    ...settings,
    errorRatio: NEVER_DECIDED,
    pairCountMax: options.pairs ?? 20,
    base: side,
    head: side,
    settings: config.settings,
    seed: config.seed,
    io,
  });
  const recorded = measured.tracks.filter(({ pairs }) => pairs.length > 0);
  for (const { id, reason } of measured.unpaired) {
    io.err.write(`error: ${safeLine(id)} could not be calibrated: ${reason.code}\n`);
  }
  if (recorded.length === 0) return 5;
  const rules = { errorRatio: settings.errorRatio, pairCountMax: PAIR_COUNT_MAX };
  const calibration = calibratePairs(recorded, { ...rules, seed: config.seed });
  const file = join(config.resultsFolder, "baseline", "calibration.json");
  await writeDocument(file, `${JSON.stringify(calibration, null, 2)}\n`);
  io.out.write(
    options.format === "json" ? `${JSON.stringify(calibration, null, 2)}\n` : render(calibration),
  );
  return measured.unpaired.length > 0 ? 5 : 0;
}

function render({ falseAlarms, resampledSuiteAlarms, benchmarks }: Calibration): string {
  const { count, trialCount, low, high } = falseAlarms;
  return [
    `false alarms: ${count} of ${trialCount} metrics [${percent(low)}, ${percent(high)}]`,
    `false alarms of suites drawn again: ${percent(resampledSuiteAlarms.ratio)} [${percent(resampledSuiteAlarms.low)}, ${percent(resampledSuiteAlarms.high)}]`,
    "smallest slow-down seen in 95 % of gates:",
    ...benchmarks.map(
      ({ benchmarkId, metric, smallestVisibleRatio, pairCount }) =>
        `  ${safeLine(benchmarkId)}${metric === "time" ? "" : ` · ${metric}`}: ${smallestVisibleRatio === null ? "none" : percent(smallestVisibleRatio)} (${pairCount} pairs)`,
    ),
    "",
  ].join("\n");
}

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;

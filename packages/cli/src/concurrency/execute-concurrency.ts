import { writeFile } from "node:fs/promises";
import { relative, sep } from "node:path";

import { judgeConcurrency } from "@paceline/analysis";
import type { RunResult } from "@paceline/core";
import { discoverBenchmarks, resultFileFor, runBenchmarks } from "@paceline/harness";
import type { ResolvedConfig } from "@paceline/harness";
import { renderSvgPlot } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { ConcurrencyOptions } from "../commands/concurrency-options.ts";
import { progressFor } from "../progress/progress-for.ts";
import { loadProject } from "../run/load-project.ts";
import { writeFileErrors } from "../run/write-file-errors.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { cellRanks } from "./cell-rank.ts";
import { resolveTargets } from "./resolve-targets.ts";
import { STUDY_PRESETS } from "./study-presets.ts";
import { tryAgent } from "./try-agent.ts";
import { writeStudy } from "./write-study.ts";
import { writeStudyFile } from "./write-study-file.ts";

/** Measures the study, judges it, shows it. Its exit code is 1 when a cell could not be measured. */
export async function executeConcurrency(
  options: ConcurrencyOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const startedMs = performance.now();
  const targets = resolveTargets(options, io.cwd);
  const config = await loadProject(io);
  const preset = STUDY_PRESETS[options.preset ?? "quick"];
  await using file = await writeStudyFile({ agent: targets.agent, extent: preset.extent });
  const seed = options.seed ?? config.seed;
  const study = { root: config.root, file: file.path, seed, io };
  if (options.agent !== undefined && !(await tryAgent({ ...study, module: options.agent })))
    return io.signal.aborted ? 130 : 1;

  const files = [resultFileFor({ ...lastRun(config) }), targets.outputFile];
  const result = await measure({ ...study, startedMs, preset, files });
  if (result === null) return io.signal.aborted ? 130 : 1;
  const judged = judgeConcurrency(result);
  if (targets.svgFile !== null) await writeFile(targets.svgFile, renderSvgPlot(judged));
  return writeStudy(judged, {
    result,
    options,
    elapsedNs: (performance.now() - startedMs) * 1e6,
    files: targets.svgFile === null ? files : [...files, targets.svgFile],
    io,
  });
}

const lastRun = ({ resultsFolder }: ResolvedConfig) => ({
  resultsFolder,
  kind: "last" as const,
  commit: null,
  startedAt: new Date().toISOString(),
});

interface MeasureRequest {
  readonly root: string;
  readonly file: string;
  readonly seed: number;
  readonly io: CommandIo;
  /** When the command started: its preset counts from there. */
  readonly startedMs: number;
  readonly preset: (typeof STUDY_PRESETS)[keyof typeof STUDY_PRESETS];
  readonly files: readonly string[];
}

/** The fork under way when the time is up may end, if it does so soon. */
const LATE_MS_MAX = 5_000;

/** @returns null when there is nothing to judge; why is then on stderr. */
async function measure(request: MeasureRequest): Promise<RunResult | null> {
  const { root, file, seed, io, startedMs, preset, files } = request;
  const { benchmarks, fileErrors } = await discoverBenchmarks({
    root,
    include: [],
    files: [relative(root, file).split(sep).join("/")],
    size: "full",
    signal: io.signal,
  });
  if (fileErrors.length > 0) writeFileErrors(fileErrors, io);
  if (fileErrors.length > 0 || io.signal.aborted) return null;
  const { forks, maxTimeMs, timeMsMax, harnessPreset } = preset;
  const endMs = startedMs + timeMsMax;
  const leftMs = Math.max(1, Math.round(endMs + LATE_MS_MAX - performance.now()));
  using progress = await progressFor(io);
  return await runBenchmarks({
    root,
    benchmarks,
    fileErrors: [],
    preset: harnessPreset,
    config: {},
    overrides: { forks, maxTimeMs, minRounds: 3, warmupRounds: 1 },
    seed,
    resultFiles: files,
    pacelineVersion: io.version,
    onEvent: progress.show,
    timeBudget: { endMs, rankOf: cellRanks(benchmarks) },
    // Ctrl-C, or a fork that takes far longer than thought: either way what was measured is kept.
    signal: AbortSignal.any([io.signal, AbortSignal.timeout(leftMs)]),
  });
}

import type { RunResult } from "@paceline/core";
import type { ResolvedConfig, RunRequest, Services } from "@paceline/harness";

import type { ExitCode } from "../command.ts";
import { toSettings } from "../commands/measuring-options.ts";
import type { RunInput } from "../commands/run-options.ts";
import { progressFor } from "../progress/progress-for.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { chooseBenchmarks } from "./choose-benchmarks.ts";
import type { Choice } from "./choose-benchmarks.ts";
import { databaseWish, leftOutLine, startServices } from "./database-option.ts";
import type { DatabaseWish } from "./database-option.ts";
import { forksJudge } from "./forks-judge.ts";
import { loadProject } from "./load-project.ts";
import { pictureTargets } from "./picture-targets.ts";
import type { RecordedRun } from "./record-profiles.ts";
import { resultTargets } from "./result-targets.ts";

/** `paceline run`: chooses, measures, shows, and says how it went as an exit code. */
export async function executeRun(input: RunInput, io: CommandIo): Promise<ExitCode> {
  const { positionals, options } = input;
  const wish = databaseWish(options.database, io);
  const config = await loadProject(io);
  const pictures = await pictureTargets(
    { html: options.html, histogram: options.histogram },
    io.cwd,
  );
  // Before any file is loaded: a name that cannot be saved under is known from the command line.
  const files = await resultTargets(config, {
    save: options.save,
    isAutosave: options.autosave === true,
    json: options.json,
    cwd: io.cwd,
  });
  const choice = await chooseBenchmarks({
    config,
    preset: options.preset ?? config.preset,
    names: positionals,
    group: options.group,
    filter: options.filter,
    io,
    // A failure to load is told where they are awaited.
    onLoading: () => void importHarness().catch(() => undefined),
  });
  if (options.list === true) {
    const { writeList } = await import("./write-list.ts");
    return writeList(choice, options.format === "json" ? "json" : "text", io);
  }
  if (io.signal.aborted) return 130;
  const isNothing = choice.benchmarks.length === 0 && choice.fileErrors.length === 0;
  if (isNothing || choice.unknownNames.length > 0) {
    const { writeNothingFound } = await import("./nothing-found.ts");
    writeNothingFound(choice, io);
    return 1;
  }

  const measured = await measureWithServices(choice, { config, input, files, io, wish });
  if (measured === null) return 1;
  const { result, failures, notes } = await withProfiles(measured, choice, {
    config,
    input,
    files,
    io,
  });
  // Loaded only now: measuring, which is waited for, needs none of it.
  const { finishRun } = await import("./finish-run.ts");
  const endCode = finishRun(result, { options, files, io });
  for (const line of [...notes, ...failures]) io.err.write(`${line}\n`);
  const exitCode = endCode === 0 && failures.length > 0 ? 1 : endCode;
  // Last: what was measured has been shown, and kept, also when a picture cannot be written.
  const { writePictures } = await import("./write-pictures.ts");
  await writePictures(result, pictures, { resultsFolder: config.resultsFolder, io });
  return exitCode;
}

/** The run with the profiles that were asked for, if any. */
async function withProfiles(
  result: RunResult,
  { benchmarks }: Choice,
  { config, input: { options }, files, io }: Omit<MeasureContext, "wish">,
): Promise<RecordedRun> {
  if (options.profiles === undefined || result.status !== "completed") {
    return { result, failures: [], notes: [] };
  }
  const { recordProfiles } = await import("./record-profiles.ts");
  return recordProfiles(result, {
    benchmarks,
    config,
    profileCount: options.profiles,
    overrides: toSettings(options),
    seed: options.seed ?? config.seed,
    files,
    io,
  });
}

/** A planted leak is known; any other is worth a look at the heap. Most runs need no judge. */
async function leakJudge(benchmarks: Choice["benchmarks"]): Promise<Pick<RunRequest, "isLeaking">> {
  if (!benchmarks.some(({ procedure }) => procedure === "leak")) return {};
  const { judgeLeak } = await import("@paceline/analysis");
  return {
    isLeaking: (benchmark, seed) =>
      benchmark.leak?.expected === "no-leak" && judgeLeak(benchmark, seed)?.verdict === "leak",
  };
}

/** Not needed before the first process is started, so it is loaded while that runs. Node loads it once. */
const importHarness = async () => import("@paceline/harness");

/** Null when nothing is left to measure. */
async function measureWithServices(
  choice: Choice,
  context: MeasureContext,
): Promise<RunResult | null> {
  const { io, wish } = context;
  await using running = await startServices(choice.benchmarks, wish, io);
  const { services, benchmarks, leftOut } = running;
  if (leftOut.length > 0) {
    const isNothing = benchmarks.length === 0;
    io.err.write(`${isNothing ? "error: nothing was run: " : ""}${leftOutLine(leftOut)}\n`);
    if (isNothing) return null;
  }
  return await measure({ ...choice, benchmarks }, services, context);
}

interface MeasureContext {
  readonly config: ResolvedConfig;
  readonly input: RunInput;
  readonly files: readonly string[];
  readonly io: CommandIo;
  readonly wish: DatabaseWish;
}

async function measure(
  { benchmarks, fileErrors }: Choice,
  services: Services,
  { config, input, files, io }: MeasureContext,
): Promise<RunResult> {
  const { options } = input;
  const { runBenchmarks } = await importHarness();
  using progress = await progressFor(io);
  return await runBenchmarks({
    root: config.root,
    benchmarks,
    fileErrors,
    preset: options.preset ?? config.preset,
    config: config.settings,
    overrides: toSettings(options),
    services,
    seed: options.seed ?? config.seed,
    resultFiles: files,
    pacelineVersion: io.version,
    ...(await leakJudge(benchmarks)),
    forksJudge: forksJudge(benchmarks, config),
    onEvent: progress.show,
    signal: io.signal,
  });
}

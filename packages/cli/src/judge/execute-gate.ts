import { InvalidOptionError, serializeRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import { resultFileFor, runBenchmarks } from "@paceline/harness";
import type { ResolvedConfig } from "@paceline/harness";

import type { ExitCode } from "../command.ts";
import type { GateInput } from "../commands/gate.ts";
import { progressFor } from "../progress/progress-for.ts";
import { loadProject } from "../run/load-project.ts";
import { forksJudge } from "../run/forks-judge.ts";
import { resultTargets } from "../run/result-targets.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { judgeReferences, judgeResults, WORKING_TREE } from "./judge-references.ts";
import type { JudgeContext } from "./judge-references.ts";
import { judgingSettings } from "./judging-settings.ts";
import { readReference } from "./read-reference.ts";
import { proveGate } from "./prove-gate.ts";
import { workingSide } from "./sides.ts";
import { verdictFiles } from "./verdict-files.ts";
import { gateExitCode, writeReport } from "./verdict-report.ts";
import type { VerdictReport } from "./verdict-report.ts";
import { writeDocument } from "./write-document.ts";

/** `paceline gate`: passes only when everything was compared and nothing got slower. */
export async function executeGate(
  { positionals, options }: GateInput,
  io: CommandIo,
): Promise<ExitCode> {
  const config = await loadProject(io);
  const settings = judgingSettings({ ...options, filter: options.filter }, config);
  const isExplaining = options.explain === true;
  const context: JudgeContext = { config, settings, filter: options.filter, io, isExplaining };
  if (options.prove === true) return proveGate(positionals, context);
  if (positionals.length > 2) {
    throw new InvalidOptionError([
      { path: "arguments", expected: "at most a base and a head", received: positionals.join(" ") },
    ]);
  }
  const files = verdictFiles(options.output, io.cwd);
  const [baseWord = "baseline", headWord] = positionals;
  const place = { cwd: io.cwd, config };
  const base = await readReference(baseWord, place);
  const head = headWord === undefined ? null : await readReference(headWord, place);
  const { report, measured } =
    base.kind === "result" && head === null
      ? await measureAgainst(base, context)
      : {
          report: await judgeReferences(base, head ?? WORKING_TREE, context),
          measured: head?.kind === "result" ? head.run : null,
        };
  const format = options.format ?? "text";
  await writeReport(report, { format, files, title: "Performance gate", io });
  const exitCode = gateExitCode(report);
  if (exitCode === 0 && options["update-baseline"] === true) {
    await updateBaseline(measured, config, io);
  }
  return exitCode;
}

interface Judged {
  readonly report: VerdictReport;
  /** The head's document; null when pairs were measured, which make none. */
  readonly measured: RunResult | null;
}

async function measureAgainst(
  base: { readonly name: string; readonly run: RunResult },
  context: JudgeContext,
): Promise<Judged> {
  const { config, io, filter } = context;
  const side = await workingSide(config, { names: [], filter }, io);
  const files = await resultTargets(config, {
    save: undefined,
    isAutosave: false,
    json: undefined,
    cwd: io.cwd,
  });
  using progress = await progressFor(io);
  const measured = await runBenchmarks({
    root: config.root,
    benchmarks: side.benchmarks,
    fileErrors: [],
    preset: config.preset,
    config: config.settings,
    overrides: {},
    seed: config.seed,
    resultFiles: files,
    pacelineVersion: io.version,
    forksJudge: forksJudge(side.benchmarks, context.settings),
    onEvent: progress.show,
    signal: io.signal,
  });
  const names = { base: base.name, head: "the working tree" };
  return { report: judgeResults([base.run], measured, names, context), measured };
}

/** Only ever after a pass: a slow run that became the baseline would hide itself. */
async function updateBaseline(
  measured: RunResult | null,
  config: ResolvedConfig,
  io: CommandIo,
): Promise<void> {
  if (measured === null) {
    io.err.write("the baseline stays: pairs were measured, which give no result to keep\n");
    return;
  }
  const { resultsFolder } = config;
  const file = resultFileFor({ ...measured, resultsFolder, kind: "baseline" });
  await writeDocument(file, serializeRunResult(measured));
  io.err.write(`the baseline is now ${file}\n`);
}

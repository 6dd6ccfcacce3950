import { compareResults } from "@paceline/analysis";
import { InvalidOptionError } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import type { ResolvedConfig } from "@paceline/harness";
import { safeLine } from "@paceline/report";

import type { CommandIo } from "../terminal/command-io.ts";
import { createActivityLine, tickWhile } from "../progress/activity-line.ts";
import { checkOut } from "./checkout.ts";
import type { Checkout } from "./checkout.ts";
import type { JudgingSettings } from "./judging-settings.ts";
import { measurePairs } from "./measure-pairs.ts";
import type { MeasuredSide } from "./measure-pairs.ts";
import type { Reference } from "./read-reference.ts";
import { checkoutSide, workingSide } from "./sides.ts";
import { reportComparison, reportPairs } from "./verdict-report.ts";
import type { VerdictReport } from "./verdict-report.ts";

export interface JudgeContext {
  readonly config: ResolvedConfig;
  readonly settings: JudgingSettings;
  readonly filter: string | undefined;
  readonly io: CommandIo;
  /** Whether to say why benchmarks are slower. */
  readonly isExplaining: boolean;
}

/** The files of the working folder as they are, instead of a stored result or a commit. */
export const WORKING_TREE = { kind: "working-tree", name: "the working tree" } as const;

type HeadReference = Reference | typeof WORKING_TREE;

/**
 * Judges two results, two commits, or a commit and the working tree.
 *
 * @throws {InvalidOptionError} when one is stored and the other would have to be measured: numbers of
 *   another time say little about what is measured now.
 */
export async function judgeReferences(
  base: Reference,
  head: HeadReference,
  context: JudgeContext,
): Promise<VerdictReport> {
  if (base.kind === "result" && head.kind === "result") {
    return judgeResults([base.run], head.run, { base: base.name, head: head.name }, context);
  }
  if (base.kind === "result" || head.kind === "result") {
    const stored = base.kind === "result" ? base.name : head.name;
    throw new InvalidOptionError([
      {
        path: "head",
        expected: `a stored result, as ${stored} is; a commit is compared with a commit, both measured now`,
        received: base.kind === "result" ? head.name : base.name,
      },
    ]);
  }
  return judgeCommits(base, head, context);
}

export function judgeResults(
  base: readonly RunResult[],
  head: RunResult,
  names: { readonly base: string; readonly head: string },
  { settings, filter, isExplaining }: Pick<JudgeContext, "settings" | "filter" | "isExplaining">,
): VerdictReport {
  const [only, ...rest] = base.map((run) => filteredRun(run, filter));
  const comparison = compareResults([only!, ...rest], [filteredRun(head, filter)], settings);
  const report = reportComparison(comparison, names, head);
  const hasSlower = report.rows.some(({ verdict }) => verdict === "slower");
  return isExplaining && hasSlower ? { ...report, explanation: UNEXPLAINED } : report;
}

/** A stored result holds times, and no code to look at. */
const UNEXPLAINED = [
  "",
  'why they are slower cannot be seen in stored results: name the base as a commit, as in "paceline gate main --explain"',
];

/** What of a run a filter leaves. */
export const filteredRun = (run: RunResult, filter: string | undefined): RunResult =>
  filter === undefined
    ? run
    : {
        ...run,
        benchmarks: run.benchmarks.filter(({ id }) =>
          id.toLowerCase().includes(filter.toLowerCase()),
        ),
      };

async function judgeCommits(
  base: { readonly name: string },
  head: { readonly kind: string; readonly name: string },
  { config, settings, filter, io, isExplaining }: JudgeContext,
): Promise<VerdictReport> {
  const { signal } = io;
  await using stack = new AsyncDisposableStack();
  const baseTree = stack.use(await checkOutShown(base.name, config.root, io));
  const isWorkingTree = head.kind === "working-tree";
  const headTree = isWorkingTree
    ? null
    : stack.use(await checkOutShown(head.name, config.root, io));
  const headSide: MeasuredSide =
    headTree === null
      ? await workingSide(config, { names: [], filter }, io)
      : await checkoutSide(headTree.root, config, null, signal);
  const baseSide = await checkoutSide(
    baseTree.root,
    config,
    filter === undefined ? null : headSide,
    signal,
  );
  const measured = await measurePairs({
    ...settings,
    base: baseSide,
    head: headSide,
    settings: config.settings,
    seed: config.seed,
    io,
  });
  const report = reportPairs(measured, { base: base.name, head: head.name });
  if (!isExplaining) return report;
  const sides = {
    base: { ...baseSide, name: base.name },
    head: { ...headSide, name: head.name },
  };
  const { explainSlower } = await import("./explain/explain-slower.ts");
  return { ...report, explanation: await explainSlower(report.rows, sides, { config, io }) };
}

/** Installing may take longer than anybody waits without a word. */
async function checkOutShown(name: string, root: string, io: CommandIo): Promise<Checkout> {
  using line = createActivityLine(io);
  const activity = `checking out ${safeLine(name)} and installing what it depends on`;
  return await tickWhile(
    () => line.show(activity, null),
    () => checkOut(name, { root, signal: io.signal }),
  );
}

import { rowsOfPairs } from "@paceline/report";
import type { VerdictRow } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { JudgeContext } from "./judge-references.ts";
import { isTimed, measurePairs } from "./measure-pairs.ts";
import type { MeasuredPairs, MeasuredSide } from "./measure-pairs.ts";
import { workingSide } from "./sides.ts";

/** Benchmarks that are tried when none are named: enough to prove the gate, few enough to wait for. */
const BENCHMARK_COUNT = 3;
/** How far beyond its threshold a benchmark is slowed down. */
const SLOWDOWN_BEYOND_RATIO = 0.15;

/**
 * `paceline gate --prove`: measures the working tree against itself, which must stay green, then slows one
 * side down for real, which must go red. Half of the budget each.
 */
export async function proveGate(
  names: readonly string[],
  { config, settings, filter, io }: JudgeContext,
): Promise<ExitCode> {
  const all = await workingSide(config, { names, filter }, io);
  const isChosen = names.length > 0 || filter !== undefined;
  const side: MeasuredSide = isChosen
    ? all
    : { ...all, benchmarks: spread(all.benchmarks.filter(isTimed), BENCHMARK_COUNT) };
  const request = {
    ...settings,
    base: side,
    settings: config.settings,
    seed: config.seed,
    budgetMs: settings.budgetMs / 2,
    io,
  };
  const unchanged = await measurePairs({ ...request, head: side, purpose: "unchanged" });
  const threshold = Math.max(
    0,
    ...timesOf(unchanged).verdicts.comparisons.map(({ thresholdRatio }) => thresholdRatio),
  );
  const slowdownRatio = threshold + SLOWDOWN_BEYOND_RATIO;
  const slowed = await measurePairs({
    ...request,
    seed: config.seed + 1,
    head: { ...side, slowdownRatio },
    purpose: `${Math.round(slowdownRatio * 100)} % slower`,
  });

  const isGreen =
    unchanged.unpaired.length === 0 && !has(unchanged, "slower") && !has(unchanged, "faster");
  const slowedTimes = timesOf(slowed);
  const slowedRows = rowsOfPairs(slowedTimes.verdicts, slowedTimes.unpaired);
  // As the gate itself: one that is slower turns it red, whatever is undecided or could not be measured beside it.
  const verdicts = new Set(slowedRows.map(({ verdict }) => verdict));
  const isMissed = verdicts.has("same") || verdicts.has("faster");
  const isRed = verdicts.has("slower") && !isMissed;
  const isUndecided = !isRed && !isMissed && slowed.isBudgetSpent && verdicts.has("unclear");
  const seen = isUndecided
    ? "is not decided: the budget ended"
    : isRed
      ? "goes red"
      : "WAS NOT SEEN";
  io.out.write(
    [
      `unchanged code: ${isGreen ? "stays green" : "RAISED A FALSE ALARM"}`,
      ...linesOf(rowsOfPairs(unchanged.verdicts, unchanged.unpaired)),
      `${Math.round(slowdownRatio * 100)} % slower for real: ${seen}`,
      ...linesOf(slowedRows),
      outcome(isGreen, isRed, isUndecided),
      "",
    ].join("\n"),
  );
  if (isGreen && isUndecided) return 4;
  return isGreen && isRed ? 0 : 1;
}

function outcome(isGreen: boolean, isRed: boolean, isUndecided: boolean): string {
  if (isGreen && isRed) return "the gate is proven on this machine";
  return isGreen && isUndecided
    ? "the gate is not proven yet: raise --budget, or name fewer benchmarks"
    : "the gate cannot be trusted here";
}

/** The slow-down burns time; what is allocated or counted stays as it is. */
const timesOf = (measured: MeasuredPairs): MeasuredPairs => ({
  ...measured,
  verdicts: {
    ...measured.verdicts,
    comparisons: measured.verdicts.comparisons.filter(({ metric }) => metric === "time"),
  },
  unpaired: measured.unpaired.filter(({ metric = "time" }) => metric === "time"),
});

const has = ({ verdicts }: MeasuredPairs, verdict: string): boolean =>
  verdicts.comparisons.some((comparison) => comparison.verdict === verdict);

const linesOf = (rows: readonly VerdictRow[]): readonly string[] =>
  rows.map(
    ({ label, verdict, evidence, reason }) =>
      `  ${verdict.padEnd("unclear".length)}  ${label}, ${verdict === "invalid" ? reason : evidence}`,
  );

/** Evenly over the list, so that not all are of one file. */
const spread = <T>(items: readonly T[], count: number): readonly T[] =>
  items.length <= count
    ? items
    : Array.from(
        { length: count },
        (_, index) => items[Math.floor((index * items.length) / count)]!,
      );

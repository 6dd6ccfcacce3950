import { relative } from "node:path";

import type { ResolvedConfig } from "@paceline/harness";
import { ProfileFailedError } from "@paceline/harness";
import { createPaint, safeLine } from "@paceline/report";
import type { VerdictRow } from "@paceline/report";

import type { CommandIo } from "../../terminal/command-io.ts";
import type { MeasuredSide } from "../measure-pairs.ts";
import { explainBenchmark } from "./explain-benchmark.ts";
import { renderAttribution } from "./render-attribution.ts";
import { writeExplanation } from "./write-explanation.ts";

/** Benchmarks that are explained at most, the slowest first: each takes half a minute. */
const BENCHMARK_COUNT_MAX = 3;

export interface NamedSide extends MeasuredSide {
  readonly name: string;
}

interface ExplainContext {
  readonly config: ResolvedConfig;
  readonly io: CommandIo;
}

/**
 * Says why benchmarks are slower, after the verdicts are known: by profiles of both sides, which nothing is
 * timed from.
 *
 * @returns lines to print below the verdicts.
 */
export async function explainSlower(
  rows: readonly VerdictRow[],
  { base, head }: { readonly base: NamedSide; readonly head: NamedSide },
  { config, io }: ExplainContext,
): Promise<readonly string[]> {
  const slower = rows
    .filter((row) => row.verdict === "slower" && row.label === row.id && row.ratio !== null)
    .toSorted((a, b) => b.ratio! - a.ratio!);
  const lines: string[] = [];
  for (const { id, ratio } of slower.slice(0, BENCHMARK_COUNT_MAX)) {
    const baseBenchmark = base.benchmarks.find((benchmark) => benchmark.id === id);
    const headBenchmark = head.benchmarks.find((benchmark) => benchmark.id === id);
    if (baseBenchmark === undefined || headBenchmark === undefined) continue;
    try {
      // oxlint-disable-next-line no-await-in-loop -- profiles share the machine: one benchmark at a time
      const explanation = await explainBenchmark({
        base: { name: base.name, root: base.root, benchmark: baseBenchmark },
        head: { name: head.name, root: head.root, benchmark: headBenchmark },
        ratio: ratio!,
        settings: config.settings,
        seed: config.seed,
        signal: io.signal,
        onFork: (done, all) =>
          showProgress(`why ${id} is slower: profile ${done + 1} of ${all}`, io),
      });
      // oxlint-disable-next-line no-await-in-loop -- as above
      const folder = await writeExplanation(explanation, config.resultsFolder);
      const { width, isColored } = io.out;
      lines.push(
        ...renderAttribution(explanation.attribution, {
          width,
          paint: createPaint(isColored),
          folder: relative(io.cwd, folder),
        }),
      );
    } catch (error) {
      io.signal.throwIfAborted();
      if (!(error instanceof ProfileFailedError)) throw error;
      lines.push("", `why ${safeLine(id)} is slower cannot be said: ${safeLine(error.message)}`);
    } finally {
      showProgress("", io);
    }
  }
  if (slower.length > BENCHMARK_COUNT_MAX) {
    const count = slower.length - BENCHMARK_COUNT_MAX;
    lines.push("", `${count} more slower ones were not explained: --filter chooses which`);
  }
  return lines;
}

/** One line that is written over, for who watches. */
function showProgress(text: string, { err }: CommandIo): void {
  if (err.isTerminal) err.write(`\r\u001b[K${safeLine(text)}`);
}

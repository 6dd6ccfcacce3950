import { formatCount } from "../quantity/significant-digits.ts";
import type { RunResult } from "@paceline/core";

import { formatElapsed } from "../quantity/format-time.ts";
import { safeLine } from "../words/safe-text.ts";
import { outcomeOf } from "./run-outcome.ts";

const COMMIT_ID_SHOWN = 7;
const RUNTIME_TITLES: Readonly<Record<string, string>> = { node: "Node" };
const BYTES_PER_GIB = 2 ** 30;
const NS_PER_MS = 1e6;

/** How the run was made: version, preset, forks, seed. */
export function settingsFacts(result: RunResult): readonly string[] {
  // A benchmark that could not be judged by its forks has got more.
  const forkCounts = result.benchmarks.map(({ settings, forks }) =>
    Math.max(settings.forkCount, forks.length),
  );
  return [
    `paceline ${safeLine(result.pacelineVersion)}`,
    `preset ${safeLine(result.preset)}`,
    ...(forkCounts.length === 0
      ? []
      : [forksText(Math.min(...forkCounts), Math.max(...forkCounts))]),
    `seed ${result.seed}`,
  ];
}

/** Where it was made: processor, memory, system, Node, commit. */
export function machineFacts({ machine, runtime, commit }: RunResult): readonly string[] {
  return [
    `${safeLine(machine.cpuModel.trim())} × ${machine.cpuCount}`,
    `${(machine.memoryBytes / BYTES_PER_GIB).toFixed(1)} GiB`,
    `${safeLine(machine.platform)} ${safeLine(machine.architecture)}`,
    `${safeLine(RUNTIME_TITLES[runtime.name] ?? runtime.name)} ${safeLine(runtime.version.replace(/^v/, ""))}`,
    ...(commit === null ? [] : [commitText(commit)]),
  ];
}

/** "5 benchmarks in 15 forks, 1 min 52 s", and what is missing or went wrong. */
export function closingFacts(result: RunResult): readonly string[] {
  const outcome = outcomeOf(result);
  const elapsed = elapsedText(result);
  return [
    `${plural(outcome.benchmarkCount, "benchmark")} in ${plural(outcome.forkCount, "fork")}${elapsed}`,
    ...(outcome.failedCount > 0 ? [`${outcome.failedCount} failed`] : []),
    ...(outcome.fileErrorCount > 0
      ? [`${plural(outcome.fileErrorCount, "file")} could not be loaded`]
      : []),
    ...(outcome.unfinishedCount > 0 ? [`${outcome.unfinishedCount} not finished`] : []),
    ...(result.status === "interrupted" ? ["interrupted"] : []),
  ];
}

export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

const forksText = (least: number, most: number): string =>
  least === most ? plural(least, "fork") : `${least} to ${most} forks`;

function commitText({ id, branch, isDirty }: NonNullable<RunResult["commit"]>): string {
  const details = [
    ...(branch === null ? [] : [safeLine(branch)]),
    ...(isDirty ? ["modified"] : []),
  ];
  const suffix = details.length === 0 ? "" : ` (${details.join(", ")})`;
  return `commit ${safeLine(id.slice(0, COMMIT_ID_SHOWN))}${suffix}`;
}

function elapsedText({ startedAt, finishedAt }: RunResult): string {
  if (finishedAt === null) return "";
  const elapsedNs = (Date.parse(finishedAt) - Date.parse(startedAt)) * NS_PER_MS;
  return elapsedNs >= 0 ? `, ${formatElapsed(elapsedNs)}` : "";
}

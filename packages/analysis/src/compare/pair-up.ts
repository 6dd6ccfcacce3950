import type { BenchmarkResult, RunResult } from "@paceline/core";

import { runMismatch, settingsMismatch } from "./comparability.ts";
import type { Allowances } from "./comparability.ts";
import type { InvalidReason, Side } from "./verdict.ts";

/** One benchmark as both sides know it, before any number is looked at. */
export interface BenchmarkPair {
  readonly id: string;
  /** One of the two sides, for what does not differ between them: names, parameters, metrics. */
  readonly subject: BenchmarkResult;
  /** The benchmark in each run of the side; empty only when `invalid` says why. */
  readonly base: readonly BenchmarkResult[];
  readonly head: readonly BenchmarkResult[];
  readonly invalid: InvalidReason | null;
}

/** Matches benchmarks by id, in the head's order, then those that only the base has. */
export function pairUp(
  baseRuns: readonly RunResult[],
  headRuns: readonly RunResult[],
  allow: Allowances,
): readonly BenchmarkPair[] {
  const mismatch = firstMismatch(baseRuns, headRuns, allow);
  const base = byId(baseRuns);
  const head = byId(headRuns);
  const pairs: BenchmarkPair[] = [];
  for (const id of new Set([...head.keys(), ...base.keys()])) {
    const sides = { base: base.get(id) ?? [], head: head.get(id) ?? [] };
    if (sides.base.length === 0 && allow.newBenchmarks === true) continue;
    if (sides.head.length === 0 && allow.missingBenchmarks === true) continue;
    const subject = (sides.head[0] ?? sides.base[0])!.result;
    pairs.push({
      id,
      subject,
      base: sides.base.map(({ result }) => result),
      head: sides.head.map(({ result }) => result),
      invalid: mismatch ?? invalidReason(sides.base, sides.head),
    });
  }
  return pairs;
}

interface Found {
  readonly result: BenchmarkResult;
  readonly runIndex: number;
}

function byId(runs: readonly RunResult[]): Map<string, Found[]> {
  const found = new Map<string, Found[]>();
  for (const [runIndex, run] of runs.entries()) {
    for (const result of run.benchmarks) {
      const known = found.get(result.id);
      if (known === undefined) found.set(result.id, [{ result, runIndex }]);
      else known.push({ result, runIndex });
    }
  }
  return found;
}

function firstMismatch(
  baseRuns: readonly RunResult[],
  headRuns: readonly RunResult[],
  allow: Allowances,
): InvalidReason | null {
  const [first] = baseRuns;
  if (first === undefined) return null;
  for (const run of [...baseRuns.slice(1), ...headRuns]) {
    const reason = runMismatch(first, run, allow);
    if (reason !== null) return reason;
  }
  return null;
}

function invalidReason(base: readonly Found[], head: readonly Found[]): InvalidReason | null {
  if (base.length === 0) return { code: "missing-in-base" };
  if (head.length === 0) return { code: "missing-in-head" };
  for (const [side, found] of [
    ["base", base],
    ["head", head],
  ] as const) {
    const reason = duplicateReason(found, side) ?? statusReason(found, side);
    if (reason !== null) return reason;
  }
  return settingsMismatch(base[0]!.result, head[0]!.result);
}

function duplicateReason(found: readonly Found[], side: Side): InvalidReason | null {
  const runIndexes = found.map(({ runIndex }) => runIndex);
  const count = runIndexes.length - new Set(runIndexes).size + 1;
  return count > 1 ? { code: "duplicate-benchmark", side, count } : null;
}

function statusReason(found: readonly Found[], side: Side): InvalidReason | null {
  const bad = found.find(({ result }) => result.status !== "completed");
  if (bad === undefined) return null;
  const { status, errors } = bad.result;
  return { code: "not-completed", side, status, message: errors[0]?.error.message ?? null };
}

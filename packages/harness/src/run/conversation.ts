import { join } from "node:path";

import type { BenchmarkError } from "@paceline/core";
import { msFromNs } from "@paceline/core";

import type { ForkAnswer, ForkProcess } from "../fork/fork-process.ts";
import type { ForkCommand, ForkRequest } from "../fork/protocol.ts";
import { endingRecord, failureRecord } from "./failure-record.ts";
import type { ForkTask } from "./run-fork.ts";

/** What a fork is told about the benchmark that it is to run. */
export function requestOf(
  { root, benchmark, settings, services, seed }: ForkTask,
  fork: ForkProcess,
): ForkRequest {
  return {
    file: join(root, benchmark.file),
    group: benchmark.registeredGroup,
    name: benchmark.name,
    parameters: benchmark.parameters,
    size: benchmark.size,
    seed,
    services,
    settings,
    spawnedAtNs: fork.spawnedAtNs,
  };
}

type Failure = Pick<BenchmarkError, "phase" | "error">;

export interface Conversation {
  readonly failures: readonly Failure[];
  readonly isAborted: () => boolean;
  readonly scalingTimeRatio: () => number | null;
  readonly hasEnded: () => boolean;
  /** The answer of that kind; null when something else came, which is then one of the errors. */
  ask<Kind extends ForkAnswer["kind"]>(
    command: ForkCommand,
    kind: Kind,
  ): Promise<Extract<ForkAnswer, { kind: Kind }> | null>;
}

/** Asks commands of a fork and keeps what goes wrong. */
export function converse(fork: ForkProcess, task: ForkTask): Conversation {
  const failures: Failure[] = [];
  let isAborted = false;
  let scalingTimeRatio: number | null = null;
  let hasEnded = false;
  const { file, id: benchmarkId } = task.benchmark;
  return {
    failures,
    isAborted: () => isAborted,
    scalingTimeRatio: () => scalingTimeRatio,
    hasEnded: () => hasEnded,
    async ask(command, kind) {
      const answer = await fork.ask(command);
      if (isOfKind(answer, kind)) return answer;
      if (answer.kind === "failed") {
        scalingTimeRatio ??= answer.scalingTimeRatio;
        const { phase } = answer;
        failures.push({ phase, error: failureRecord({ file, benchmarkId, phase }, answer) });
      } else if (answer.kind === "ended") {
        hasEnded = true;
        isAborted = answer.ending.reason === "aborted";
        const { phase } = answer.ending;
        const timeLimitMs = msFromNs(task.settings.timeLimitNs);
        const { procedure } = task.benchmark;
        const context = { output: fork.output.read(), timeLimitMs, procedure };
        // A process that goes down after its failure was told has nothing more to tell.
        if (failures.length === 0 || phase === "teardown") {
          const error = endingRecord({ file, benchmarkId, phase }, answer.ending, context);
          const isStarted = answer.ending.reason !== "not-started";
          failures.push({ phase: isStarted ? phase : "fork", error });
        }
      } else {
        throw new Error(`paceline bug: ${answer.kind} answers ${command.kind}`);
      }
      return null;
    },
  };
}

const isOfKind = <Kind extends string, Answer extends { readonly kind: string }>(
  answer: Answer,
  kind: Kind,
): answer is Extract<Answer, { kind: Kind }> => answer.kind === kind;

/** The errors of a fork as the document has them, with the last of its output. */
export const errorsOf = (
  { failures }: Conversation,
  { forkIndex }: ForkTask,
  output: string,
): readonly BenchmarkError[] => failures.map((failure) => ({ forkIndex, ...failure, output }));

import { writeHeapSnapshot } from "node:v8";

import { endEvidence, completeEvidence, startEvidence } from "../evidence/own-evidence.ts";
import type { EvidenceStart } from "../evidence/own-evidence.ts";
import { loadFile } from "../fork/load-file.ts";
import type { PrepareHooks } from "../fork/prepare-fork.ts";
import type { ForkReply, ForkRequest, MemoryCommand, OwnEvidence } from "../fork/protocol.ts";
import { checkResult, findSubject } from "../fork/subject.ts";
import type { Subject } from "../fork/subject.ts";
import { hrtimeBigint } from "../measure/untouched-clocks.ts";
import { countClasses } from "./count-classes.ts";
import { allocatedPerInstance } from "./instance-allocation.ts";
import { runOperations } from "./run-operations.ts";
import { settle } from "./settle.ts";
import { trackWorkers } from "./track-workers.ts";
import type { WorkerTracker } from "./track-workers.ts";
import { watchRounds } from "./watch-rounds.ts";
import { checkSmallestCrowd, weighInstances } from "./weigh-instances.ts";

interface Prepared {
  readonly request: ForkRequest;
  readonly subject: Subject;
  readonly state: unknown;
  readonly workers: WorkerTracker;
  readonly evidenceStart: EvidenceStart;
}

/** Runs the commands of the parent for a benchmark of the procedures that watch memory. */
export function createMemorySession(
  hooks: PrepareHooks,
): (command: MemoryCommand) => Promise<ForkReply> {
  const collectAll = (): void => hooks.port.collectGarbage("all");
  let prepared: Prepared | undefined;
  let lastResult: unknown;
  return async (command) => {
    if (command.kind === "set-up") {
      prepared = await setUp(command.request, hooks);
      await hooks.enter("measure");
      const { scriptStartedAtNs } = hooks.port;
      const { spawnedAtNs } = command.request;
      return {
        kind: "was-set-up",
        startupNsToScript: scriptStartedAtNs - spawnedAtNs,
        startupNsToFirstSample: Number(hrtimeBigint()) - spawnedAtNs,
      };
    }
    if (prepared === undefined) throw new Error(`paceline bug: ${command.kind} before set-up`);
    const { subject, state, workers } = prepared;
    switch (command.kind) {
      case "watch-rounds": {
        const watched = await watchRounds({ ...command, subject, state, workers, collectAll });
        ({ lastResult } = watched);
        const { series, silentWorkerCount } = watched;
        return { kind: "rounds-watched", series, silentWorkerCount };
      }
      case "count-classes": {
        const { operationCount } = command;
        await hooks.enter("check");
        await checkResult(subject, state, lastResult);
        // It may be an instance of a class that is counted.
        lastResult = undefined;
        const watched = await countClasses(
          subject.options.watch ?? [],
          operationCount,
          async () => {
            await runOperations(subject, state, operationCount);
            await settle(collectAll);
          },
        );
        return { kind: "classes-counted", watched, evidence: readEvidence(prepared) };
      }
      case "write-snapshot": {
        await settle(collectAll);
        writeHeapSnapshot(command.path);
        return { kind: "snapshot-written" };
      }
      default: {
        const { instanceCounts } = command;
        await checkSmallestCrowd(subject, state, instanceCounts[0]!);
        const record = await weighInstances(subject, state, instanceCounts, collectAll);
        return {
          kind: "weighed",
          record,
          allocatedBytesPerInstance: await allocatedPerInstance(subject, state, {
            instanceCountMax: instanceCounts[0]!,
            collectGarbage: hooks.port.collectGarbage,
          }),
          residentBytesMax: process.resourceUsage().maxRSS * 1024,
          evidence: readEvidence(prepared),
        };
      }
    }
  };
}

async function setUp(request: ForkRequest, { enter, onSetUp }: PrepareHooks): Promise<Prepared> {
  const workers = trackWorkers();
  const subject = findSubject(await loadFile(request.file), request);
  const { options, context } = subject;
  await enter("setup");
  const state = options.setup === undefined ? context : await options.setup(context);
  onSetUp(async () => {
    workers[Symbol.dispose]();
    await options.teardown?.(state, context);
  });
  return { request, subject, state, workers, evidenceStart: startEvidence() };
}

/** Collections are not observed: the record of each would itself be growth. Most of them are ours anyway. */
const readEvidence = ({ evidenceStart }: Prepared): OwnEvidence =>
  completeEvidence(endEvidence(evidenceStart), [], null);

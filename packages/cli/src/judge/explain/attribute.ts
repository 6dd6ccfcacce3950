import { mean, median, sortSamples } from "@paceline/core";
import type { ProfiledFork } from "@paceline/harness/profiling";
import { categoryAt, diffProfiles, frameAt, rankCauses } from "@paceline/profile";
import type { Cause, FunctionChange, ProfileDiff } from "@paceline/profile";

import type {
  AgentShare,
  AttributedCause,
  Attribution,
  NamedFunction,
  SideFigure,
} from "./attribution-document.ts";
import { mainThreadBusyRatio } from "./main-thread.ts";
import { agentOfTitle, COMPARABLE_INTERVAL_US } from "./comparable-profile.ts";
import type { ExplainRequest, ProfiledSides } from "./profile-sides.ts";

/** Processor time must have grown by this share of what the time did, or the cause is elsewhere. */
const ON_CPU_RATIO_MIN = 0.5;
/** The same of the time that passes, of which a busy machine takes a part. */
const ON_CPU_WALL_RATIO_MIN = 0.25;
/** A change of processor time below this share of it explains nothing. */
const CHANGE_RATIO_MIN = 0.005;

/** Compares the profiles of both sides, whose checkouts lie in different folders. */
export const compareSides = ({ base, head }: ProfiledSides, request: ExplainRequest): ProfileDiff =>
  diffProfiles(base.profiles, head.profiles, { roots: [request.base.root, request.head.root] });

/** @param uninlined - a comparison of runs without inlining; null when there was none. */
export function attribute(
  sides: ProfiledSides,
  diff: ProfileDiff,
  uninlined: ProfileDiff | null,
  request: ExplainRequest,
): Attribution {
  const figure = (read: (fork: ProfiledFork) => number): SideFigure => {
    const base = mean(sides.base.forks.map(read));
    const head = mean(sides.head.forks.map(read));
    return { base, head, delta: head - base };
  };
  const wallNs = wallFigure(sides);
  const threadCpuNs = figure(({ threadCpuNsPerOperation }) => threadCpuNsPerOperation);
  const processCpuNs = figure(({ processCpuNsPerOperation }) => processCpuNsPerOperation);
  const sampledNs = figureOf(diff.total);
  const found = causesOf(diff, uninlined);
  const isFoundWithoutInlining =
    uninlined !== null && !found.some(({ kind }) => kind === "function");
  const named = isFoundWithoutInlining ? [...found, ...causesOf(uninlined, null)] : found;
  return {
    schema: "paceline/attribution",
    schemaVersion: 1,
    benchmarkId: request.head.benchmark.id,
    baseName: request.base.name,
    headName: request.head.name,
    baseRoot: request.base.root,
    headRoot: request.head.root,
    ratio: request.ratio,
    runCount: sides.head.forks.length,
    intervalUs: COMPARABLE_INTERVAL_US,
    wallNs,
    threadCpuNs,
    processCpuNs,
    sampledNs,
    isFoundWithoutInlining,
    explainedRatio:
      !isFoundWithoutInlining && Math.abs(threadCpuNs.delta) > CHANGE_RATIO_MIN * threadCpuNs.base
        ? named.reduce((sum, { deltaNs }) => sum + deltaNs, 0) / threadCpuNs.delta
        : null,
    isOnCpu: isOnCpu(sides, sampledNs, request.ratio),
    causes: named.filter(({ kind }) => kind === "function"),
    moved: named.filter(({ kind }) => kind === "moved"),
    agents: agentsOf(diff),
    garbageCollectionNs: collectionOf(diff),
    cannotTell: untold(diff),
    waiting: {
      mainThreadBusyRatio: figure(mainThreadBusyRatio),
      eventLoopDelayNsP99: sides.base.forks.some(
        ({ evidence }) => evidence.eventLoopDelayNsP99 === null,
      )
        ? null
        : figure(({ evidence }) => evidence.eventLoopDelayNsP99 ?? 0),
      voluntarySwitches: figure(
        ({ evidence, operationCount }) => evidence.contextSwitchesVoluntary / operationCount,
      ),
      idleNs: { ...diff.idle, delta: diff.idle.head - diff.idle.base },
    },
  };
}

/**
 * Whether processor time grew as the time did: in proportion, and in amount, since where most of the time is waited
 * even what a sampler costs is a large part of the little that is computed. By the judged ratio, not the runs' own
 * times: those were recorded.
 */
export function isOnCpu(sides: ProfiledSides, { base, delta }: SideFigure, ratio: number): boolean {
  const { base: wallBaseNs } = wallFigure(sides);
  const grownRatio = ratio - 1;
  return (
    delta >= ON_CPU_RATIO_MIN * grownRatio * base &&
    delta >= ON_CPU_WALL_RATIO_MIN * grownRatio * wallBaseNs
  );
}

const wallFigure = (sides: ProfiledSides): SideFigure =>
  medianFigure(sides, ({ roundNsPerOperation }) => roundNsPerOperation);

function medianFigure(sides: ProfiledSides, read: (fork: ProfiledFork) => number): SideFigure {
  const base = median(sortSamples(sides.base.forks.map(read)));
  const head = median(sortSamples(sides.head.forks.map(read)));
  return { base, head, delta: head - base };
}

const figureOf = ({ base, head, delta }: SideFigure): SideFigure => ({ base, head, delta });

const nameOf = ({ frames }: ProfileDiff, frame: number): NamedFunction => {
  const { name, file } = frameAt(frames, frame);
  return { name: name === "" ? "(anonymous)" : name, file };
};

const isAgentFrame = (diff: ProfileDiff, frame: number): boolean => {
  const { name, file } = nameOf(diff, frame);
  return agentOfTitle(name, file) !== null;
};

const causesOf = (diff: ProfileDiff, uninlined: ProfileDiff | null): readonly AttributedCause[] =>
  rankCauses(diff)
    .filter(({ frames }) => !isAgentFrame(diff, frames[0]!))
    .map((cause) => nameCause(cause, diff, uninlined));

function nameCause(
  { kind, frames, effect }: Cause,
  diff: ProfileDiff,
  uninlined: ProfileDiff | null,
): AttributedCause {
  const functions = frames.map((frame) => nameOf(diff, frame));
  return {
    kind,
    functions,
    deltaNs: effect.delta,
    lowNs: effect.interval?.low ?? null,
    highNs: effect.interval?.high ?? null,
    qValue: effect.qValue,
    changeRatio: effect.changeRatio,
    inlined: kind === "function" && uninlined !== null ? inlinedIn(functions[0]!, uninlined) : null,
  };
}

const isSame = (a: NamedFunction, b: NamedFunction): boolean =>
  a.name === b.name && a.file === b.file;

/**
 * The function below `blamed`, at whatever distance, that costs most more where nothing is inlined: with
 * inlining its time is that one's. Only what an interval shows to be more; it need not stand out among
 * all functions, since its caller does.
 */
function inlinedIn(blamed: NamedFunction, uninlined: ProfileDiff): NamedFunction | null {
  const below = framesBelow(blamed, uninlined);
  const own = uninlined.functions.find(({ frame }) => isSame(nameOf(uninlined, frame), blamed));
  const [first] = uninlined.functions
    .filter(({ frame, self }) => below.has(frame) && (self.interval?.low ?? 0) > 0)
    .sort((a, b) => b.self.delta - a.self.delta);
  if (first === undefined || first.self.delta <= (own?.self.delta ?? 0)) return null;
  return nameOf(uninlined, first.frame);
}

function framesBelow(caller: NamedFunction, diff: ProfileDiff): ReadonlySet<number> {
  const { tree } = diff;
  const isBelow = new Uint8Array(tree.count);
  const frames = new Set<number>();
  for (let node = 1; node < tree.count; node++) {
    const parent = tree.parents[node]!;
    const isCalled = isBelow[parent] === 1 || isSame(nameOf(diff, tree.frames[parent]!), caller);
    if (!isCalled) continue;
    isBelow[node] = 1;
    frames.add(tree.frames[node]!);
  }
  return frames;
}

function agentsOf(diff: ProfileDiff): readonly AgentShare[] {
  return diff.functions
    .flatMap(({ frame, total }) => {
      const { name, file } = nameOf(diff, frame);
      const agent = agentOfTitle(name, file);
      return agent === null ? [] : [{ agent, ...figureOf(total), verdict: total.verdict }];
    })
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
}

function collectionOf(diff: ProfileDiff): SideFigure {
  const found = diff.functions.find(({ frame }) => categoryAt(diff.frames, frame) === "gc");
  return found === undefined ? { base: 0, head: 0, delta: 0 } : figureOf(found.self);
}

function untold(diff: ProfileDiff): Attribution["cannotTell"] {
  const open = diff.functions.filter(({ self }) => self.verdict === "cannot-tell");
  const largest = open.reduce<FunctionChange | undefined>(
    (most, one) =>
      most === undefined || Math.abs(one.self.delta) > Math.abs(most.self.delta) ? one : most,
    undefined,
  );
  return {
    functionCount: open.length,
    massNs: open.reduce((sum, { self }) => sum + Math.abs(self.delta), 0),
    extraRunCount: largest?.self.extraRunCount ?? null,
  };
}

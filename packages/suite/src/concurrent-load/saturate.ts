import { machineClock, startAgentServer } from "./agent-server.ts";
import type { AgentServer } from "./agent-server.ts";
import { scheduleArrivals } from "./arrivals.ts";
import type { ArrivalName } from "./arrivals.ts";
import { findSustainableRate } from "./find-sustainable-rate.ts";
import { runClosedLoop, runOpenLoop } from "./open-loop.ts";
import { summarizeLoad } from "./summarize-load.ts";
import type { LoadSummary } from "./summarize-load.ts";

/** Agents that serve, and requests that one call may take. */
export const SERVER_AGENT_COUNT = 32;
/** Plans of three steps: about a tenth of a millisecond of inference for each request. */
const DEPTH = 3;
/** How long a load lasts, by the rate that it offers. */
const LOAD_SECONDS = 0.4;
const REQUEST_COUNT_MIN = 64;
/** The limit that a sustainable rate keeps. */
export const LATENCY_NS_P99_MAX = 20e6;

/** A server whose limits are known. */
export interface LoadBench {
  readonly server: AgentServer;
  /** What it does at most, by a closed loop that always has a full call ready. */
  readonly capacityPerSecond: number;
  readonly seed: number;
  /** Requests of a load that offers its whole capacity. */
  readonly requestCount: number;
}

export interface LoadBenchOptions {
  readonly backend: "event-loop" | "threads" | "processes";
  readonly workerCount: number;
  readonly seed: number;
  /** "smoke" proves that it runs. */
  readonly size: "smoke" | "full";
}

export async function startLoadBench(options: LoadBenchOptions): Promise<LoadBench> {
  const { backend, workerCount, seed, size } = options;
  const server = await startAgentServer({
    backend,
    workerCount,
    agentCount: SERVER_AGENT_COUNT,
    depth: size === "smoke" ? 1 : DEPTH,
    seed,
  });
  const trialCount = size === "smoke" ? REQUEST_COUNT_MIN : 32 * SERVER_AGENT_COUNT;
  // Twice: the first one warms up.
  await runClosedLoop(trialCount, SERVER_AGENT_COUNT, server, machineClock);
  const record = await runClosedLoop(trialCount, SERVER_AGENT_COUNT, server, machineClock);
  const capacityPerSecond = (trialCount / record.busyNs) * 1e9;
  const requestCount =
    size === "smoke"
      ? REQUEST_COUNT_MIN
      : Math.max(REQUEST_COUNT_MIN, Math.ceil(LOAD_SECONDS * capacityPerSecond));
  return { server, capacityPerSecond, seed, requestCount };
}

/** Offers a share of the capacity and says what that does. */
export async function offerLoad(
  { server, capacityPerSecond, requestCount, seed }: LoadBench,
  name: ArrivalName,
  loadRatio: number,
): Promise<LoadSummary> {
  const arrivals = scheduleArrivals({
    name,
    ratePerSecond: loadRatio * capacityPerSecond,
    requestCount: Math.max(REQUEST_COUNT_MIN, Math.ceil(requestCount * loadRatio)),
    seed,
  });
  const record = await runOpenLoop(arrivals, server, machineClock);
  return summarizeLoad(record, { serviceNsMean: 1e9 / capacityPerSecond, seed });
}

/** Serves clients that wait for their answers, and says what they see of it. */
export async function closeLoop(bench: LoadBench): Promise<LoadSummary> {
  const { server, capacityPerSecond, requestCount, seed } = bench;
  const record = await runClosedLoop(requestCount, SERVER_AGENT_COUNT, server, machineClock);
  return summarizeLoad(record, { serviceNsMean: 1e9 / capacityPerSecond, seed });
}

/** The highest rate of independent users of whom 99 in 100 wait no longer than {@link LATENCY_NS_P99_MAX}. */
export async function sustainableRate(bench: LoadBench): Promise<number> {
  const { capacityPerSecond } = bench;
  const { ratePerSecond } = await findSustainableRate({
    rateMin: capacityPerSecond / 64,
    rateMax: capacityPerSecond * 1.2,
    precisionRatio: 1.1,
    isKept: async (rate) => {
      const { latencyNsP99 } = await offerLoad(bench, "poisson", rate / capacityPerSecond);
      return latencyNsP99 <= LATENCY_NS_P99_MAX;
    },
  });
  return ratePerSecond;
}

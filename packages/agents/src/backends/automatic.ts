import type { AgentSpec } from "../agent.ts";
import type { Backend } from "../backend.ts";
import type { AgentId } from "../message.ts";
import { createEventLoopBackend } from "./event-loop.ts";
import { createThreadsBackend, type ThreadsOptions } from "./threads.ts";

/** Agents like those that will be spawned, to be tried out and thrown away. */
export interface PlacementTrial {
  readonly specs: readonly AgentSpec[];
  readonly observationFor: (agentId: AgentId) => unknown;
  /**
   * Time that the trial may take with each candidate, the start of workers not counted.
   *
   * @defaultValue 300
   */
  readonly trialMs?: number;
}

/** What a trial found. */
export interface PlacementChoice {
  readonly backend: Backend;
  /** Time of one `stepAll` of the trial's agents, median of all turns; null for threads that had no chance. */
  readonly callNs: { readonly eventLoop: number; readonly threads: number | null };
  /** How many times as fast threads were as the event loop, median of the ratios within a turn; null as above. */
  readonly gainRatio: number | null;
}

/**
 * Calls are tried in turns, so that a moment when others use the machine meets both. The first half is for code to
 * be compiled, which workers do each for themselves, and does not count.
 */
const TURN_COUNT = 16;
const WARM_UP_TURN_COUNT = TURN_COUNT / 2;

/** Enough for the agents' code to be compiled. */
const TRIAL_ALONE_MS = 20;

/** Threads must gain this much: they cost memory and cores that others may need. */
const GAIN_RATIO_MIN = 1.05;

/** A call that is shorter cannot gain: waking another core takes longer. */
const PARALLEL_CALL_NS_MIN = 30_000;

/**
 * Chooses between the event loop and threads by trying both with agents like the user's.
 *
 * Whether threads pay depends on the cost of a step, on how many agents there are and on what they say
 * to each other; all of that is in the trial, and none of it in a rule. Call it again when these change.
 *
 * @returns the chosen backend, empty. The other one is disposed.
 */
export async function createAutomaticBackend(
  trial: PlacementTrial,
  options: ThreadsOptions = {},
): Promise<PlacementChoice> {
  const aloneNs = await tryAlone(() => createEventLoopBackend(options), trial);
  if (aloneNs < PARALLEL_CALL_NS_MIN) {
    const backend = createEventLoopBackend(options);
    return { backend, callNs: { eventLoop: aloneNs, threads: null }, gainRatio: null };
  }
  const threads = await createThreadsBackend(options);
  try {
    await using inline = createEventLoopBackend(options);
    const turns = await tryInTurns([inline, threads], trial);
    const [eventLoopNs, threadsNs] = [inline, threads].map((backend) => turns.get(backend)!);
    const callNs = { eventLoop: medianOf(eventLoopNs!), threads: medianOf(threadsNs!) };
    const gainRatio = medianOf(eventLoopNs!.map((ns, turn) => ns / threadsNs![turn]!));
    if (gainRatio >= GAIN_RATIO_MIN) {
      await threads.remove(trial.specs.map(({ id }) => id));
      return { backend: threads, callNs, gainRatio };
    }
    await threads[Symbol.asyncDispose]();
    return { backend: createEventLoopBackend(options), callNs, gainRatio };
  } catch (error) {
    await threads[Symbol.asyncDispose]();
    throw error;
  }
}

async function tryAlone(create: () => Backend, trial: PlacementTrial): Promise<number> {
  await using backend = create();
  const turns = await tryInTurns([backend], { ...trial, trialMs: TRIAL_ALONE_MS });
  return medianOf(turns.get(backend)!);
}

/** @returns the time of a call on each of them, turn by turn. */
async function tryInTurns(
  candidates: readonly Backend[],
  { specs, observationFor, trialMs = 300 }: PlacementTrial,
): Promise<ReadonlyMap<Backend, readonly number[]>> {
  const turns = new Map(candidates.map((backend): [Backend, number[]] => [backend, []]));
  for (const backend of candidates) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time, or they would disturb each other
    const { failures } = await backend.spawn(specs);
    if (failures.length > 0) throw failures[0]!;
  }
  for (let turn = 0; turn < TURN_COUNT; turn++) {
    for (const [backend, callNs] of turns) {
      const startMs = performance.now();
      let callCount = 0;
      do {
        // oxlint-disable-next-line no-await-in-loop -- as above
        await backend.stepAll(observationFor);
        callCount++;
      } while (performance.now() < startMs + trialMs / TURN_COUNT);
      // All calls of the turn, slow ones too: it is throughput that is asked for, not the best case.
      if (turn >= WARM_UP_TURN_COUNT)
        callNs.push(((performance.now() - startMs) * 1e6) / callCount);
    }
  }
  return turns;
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1]!;

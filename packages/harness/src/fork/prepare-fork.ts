import { calibrate, chooseRoundLength, iterationsFor } from "../measure/calibrate.ts";
import { characterizeTimer, createTimer } from "../measure/timer.ts";
import { warmUp, WARMUP_ROUND_NS } from "../measure/warm-up.ts";
import type { ForkPort } from "./fork-session.ts";
import { isThenable } from "./is-thenable.ts";
import { loadFile } from "./load-file.ts";
import { boundByInputs, createRounds } from "./prepared-rounds.ts";
import type { Rounds, RoundsOptions } from "./prepared-rounds.ts";
import type { ForkPhase, ForkRequest, PreparedReply } from "./protocol.ts";
import { checkResult, findSubject } from "./subject.ts";
import type { Subject } from "./subject.ts";

export type Teardown = () => Promise<void>;

export interface PrepareHooks {
  readonly port: ForkPort;
  readonly enter: (phase: ForkPhase) => Promise<void>;
  /** Called as soon as there is something to tear down. */
  readonly onSetUp: (teardown: Teardown) => void;
}

/** A benchmark that is loaded, set up, calibrated and warm: its next round may be a timed one. */
export interface PreparedFork {
  readonly request: ForkRequest;
  readonly subject: Subject;
  readonly state: unknown;
  readonly rounds: Rounds;
  /** How the rounds were made, to make the like of them with an empty function. */
  readonly roundsOptions: RoundsOptions;
  readonly iterationsPerRound: number;
  readonly collectGarbage: ForkPort["collectGarbage"];
  readonly reply: PreparedReply;
}

/** Warm-up lasts at most this share of the measured time, and at least as long as shown. */
const WARMUP_MEASURE_RATIO_MAX = 0.5;
const WARMUP_NS_MIN = 5e6;

export async function prepareFork(
  request: ForkRequest,
  { port, enter, onSetUp }: PrepareHooks,
): Promise<PreparedFork> {
  const { settings } = request;
  const subject = findSubject(await loadFile(request.file), request);
  const { options, context, run } = subject;

  await enter("setup");
  const state = options.setup === undefined ? context : await options.setup(context);
  onSetUp(async () => options.teardown?.(state, context));

  await enter("warmup");
  const returned = run(state, options.prepare?.(state, context));
  const isAsync = isThenable(returned);
  const resultExample = await returned;
  await checkResult(subject, state, resultExample);

  const timer = createTimer(settings.timer);
  const { precisionNs, overheadNs } = characterizeTimer(timer);
  const { measureNsMax } = settings;
  const length = chooseRoundLength(precisionNs, settings.calibrationPrecision, measureNsMax);
  const roundsOptions = { subject, state, isAsync, nowNs: timer.nowNs, resultExample };
  const hasInputs = options.prepare !== undefined;
  const rounds = await boundByInputs(createRounds(roundsOptions), hasInputs);
  const { iterationCountMax } = rounds;
  const warmupAimNs = Math.max(WARMUP_ROUND_NS, length.roundNsMin);
  const { record, iterationNs } = await warmUp(rounds.fillAndTime, {
    roundCountMin: settings.warmupRoundCount,
    elapsedNsMax: Math.max(WARMUP_NS_MIN, WARMUP_MEASURE_RATIO_MAX * measureNsMax),
    iterationCount: await calibrate(rounds.fillAndTime, warmupAimNs, iterationCountMax),
    iterationCountMax,
    clock: { nowNs: createTimer("monotonic").nowNs },
  });
  const iterationsPerRound = iterationsFor(iterationNs, length.roundNsAim, iterationCountMax);
  const reply: PreparedReply = {
    kind: "prepared",
    isAsync,
    startupNsToScript: port.scriptStartedAtNs - request.spawnedAtNs,
    timerPrecisionNs: precisionNs,
    timerOverheadNs: overheadNs,
    warmup: record,
    iterationsPerRound,
  };
  const { collectGarbage } = port;
  return {
    request,
    subject,
    state,
    rounds,
    roundsOptions,
    iterationsPerRound,
    collectGarbage,
    reply,
  };
}

import {
  AgentFailedError,
  type AgentOrigin,
  ValueUnsendableError,
  type WorkerLostError,
} from "../../errors.ts";
import type { FreeFormCodec } from "../../transport/free-form.ts";
import { AwaitedWorkers } from "./awaited-workers.ts";
import type { AgentDirectory, DirectoryEntry } from "./agent-directory.ts";
import type { CallAccount } from "./call-account.ts";
import { fromFailureRecord } from "./failure-record.ts";
import type { IncomingRecord } from "./host-link.ts";
import type { Letter } from "./letters.ts";
import { decodeMessage, encodeMessage } from "./message-record.ts";
import { FORMAT_MASK, isForRecord, PayloadCodec } from "./payload.ts";
import { KIND, KIND_MASK, ODD_ROUND, type Reply, ROUND_WORK } from "./records.ts";
import { sendRecord } from "./send-record.ts";
import type { Turn, TurnSource } from "./turns.ts";
import type { WorkerHub } from "./worker-hub.ts";

export interface RoundRunnerSetup {
  readonly hub: WorkerHub;
  readonly directory: AgentDirectory;
  readonly freeForm: FreeFormCodec;
  readonly deliveryCountMax: number;
  /** A worker that shows no progress for this long is ended. */
  readonly silenceMsMax: number;
  readonly liveWorkers: () => readonly number[];
  readonly originOf: (agentIndex: number) => AgentOrigin;
  readonly onOverflow: (agentIndex: number, count: number) => void;
}

const EMPTY = new Uint8Array(0);

/**
 * Runs one call at a time, round by round, and keeps account of what became of every turn and
 * message, also when workers die in the middle.
 */
export class RoundRunner {
  readonly #setup: RoundRunnerSetup;
  readonly #codec: PayloadCodec;
  readonly #awaited: AwaitedWorkers;
  /** Messages by recipient's worker: those of this round, and those for the next one. */
  #mailCounts = new Map<number, number>();
  #nextMailCounts = new Map<number, number>();
  /** Lost in this round; what was sent to them has not been returned yet. */
  readonly #lostWorkers = new Map<number, WorkerLostError>();
  #busyNsByWorker = new Map<number, number>();
  #round = 0;
  /** On their way so far. */
  #turns: Turn[] = [];
  #account: CallAccount | null = null;

  constructor(setup: RoundRunnerSetup) {
    this.#setup = setup;
    this.#codec = new PayloadCodec(setup.freeForm);
    this.#awaited = new AwaitedWorkers(setup.hub, setup.silenceMsMax);
  }

  /**
   * Steps agents, then delivers what they sent, and what is sent in answer.
   *
   * @param turns - Asked for one by one, while workers are at work on those before. When that throws, what was begun is
   * brought to its end first.
   */
  async step(turns: TurnSource, account: CallAccount): Promise<void> {
    this.#begin(account);
    // Actions come in any order, and a list that grows by leaps ends up as a table.
    account.outcomes.length = turns.count;
    const begun = new Set<number>();
    try {
      await this.#sendTurns(turns, begun);
    } finally {
      await this.#orderAll(begun, ROUND_WORK.endSteps);
      await this.#awaited.settle();
      await this.#deliverRounds();
    }
  }

  /** Delivers messages from outside, and what is sent in answer. */
  async deliver(letters: readonly Letter[], account: CallAccount): Promise<void> {
    this.#begin(account);
    for (let order = 0; order < letters.length; order++) {
      const isWaiting = this.#sendLetter(letters[order]!, order);
      // oxlint-disable-next-line no-await-in-loop -- only when there is no room, and then in order
      if (isWaiting !== null) await isWaiting;
    }
    await this.#deliverRounds();
  }

  /** Time that each worker was busy since this was last asked. */
  takeBusyNs(): ReadonlyMap<number, number> {
    const busyNs = this.#busyNsByWorker;
    this.#busyNsByWorker = new Map();
    return busyNs;
  }

  onRecord(workerIndex: number, { kind, source, bytes, start, end }: IncomingRecord): void {
    const value = this.#codec.decode(kind & FORMAT_MASK, bytes, start, end);
    if ((kind & KIND_MASK) === KIND.action) this.#noteAction(source, value);
    else if (Array.isArray(value)) this.#noteDone(workerIndex, value);
  }

  onReply(reply: Reply): void {
    if (reply.name === "action") this.#noteAction(reply.turn, reply.action);
    if (reply.name === "failed") {
      const error = fromFailureRecord(reply.failure);
      const { agentId } = reply.failure;
      this.#account!.outcomes[reply.turn] = { state: "failed", agentId, error };
    }
    if (reply.name === "undelivered") {
      this.#account!.addRecord(reply.undelivered);
      for (const [index, count] of reply.undelivered.overflows)
        this.#setup.onOverflow(index, count);
    }
  }

  /** Its turns fail, and its messages come back. */
  onLost(workerIndex: number, error: WorkerLostError): void {
    this.#awaited.delete(workerIndex);
    this.#lostWorkers.set(workerIndex, error);
    if (this.#account === null) return;
    for (const [turn, { entry }] of this.#turns.entries()) {
      if (entry.workerIndex === workerIndex && this.#account.outcomes[turn] === undefined) {
        this.#failTurn(turn, error);
      }
    }
    this.#account.addLost(this.#mailCounts.get(workerIndex) ?? 0);
    this.#mailCounts.delete(workerIndex);
  }

  #begin(account: CallAccount): void {
    this.#account = account;
    this.#turns = [];
    this.#round++;
    this.#mailCounts = new Map();
    this.#nextMailCounts = new Map();
    this.#lostWorkers.clear();
  }

  async #deliverRounds(): Promise<void> {
    const { liveWorkers, deliveryCountMax } = this.#setup;
    const account = this.#account!;
    for (;;) {
      // Who was lost may have sent messages that nobody has counted, so all are asked once more.
      const hasLoss = this.#returnLostMail();
      let pendingCount = 0;
      for (const count of this.#nextMailCounts.values()) pendingCount += count;
      if (pendingCount === 0 && !hasLoss) break;
      this.#round++;
      this.#mailCounts = this.#nextMailCounts;
      this.#nextMailCounts = new Map();
      const isTooMany = account.deliveredCount + pendingCount > deliveryCountMax;
      const workers = hasLoss ? liveWorkers() : this.#mailCounts.keys();
      // oxlint-disable-next-line no-await-in-loop -- rounds follow each other
      await this.#orderAll(workers, isTooMany ? ROUND_WORK.discard : ROUND_WORK.deliver);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await this.#awaited.settle();
    }
    this.#account = null;
    this.#turns = [];
  }

  /** @returns whether a worker was lost since this was last asked. */
  #returnLostMail(): boolean {
    if (this.#lostWorkers.size === 0) return false;
    const { hub, directory } = this.#setup;
    const account = this.#account!;
    for (const worker of this.#lostWorkers.keys()) {
      account.addLost(this.#nextMailCounts.get(worker) ?? 0);
      this.#nextMailCounts.delete(worker);
      hub.readUntaken(worker, (record) => {
        if ((record.kind & KIND_MASK) !== KIND.message) return;
        const payload = { ...record, format: record.kind & FORMAT_MASK };
        const message = decodeMessage(this.#codec, payload, directory, record.target);
        account.keepContent({ message, reason: "worker-lost" });
      });
    }
    this.#lostWorkers.clear();
    return true;
  }

  /** @param begun - Takes the workers that have a part in it. */
  async #sendTurns({ count, turnAt }: TurnSource, begun: Set<number>): Promise<void> {
    const { hub } = this.#setup;
    for (let index = 0; index < count; index++) {
      const turn = turnAt(index);
      const { workerIndex } = turn.entry;
      this.#turns.push(turn);
      if (!begun.has(workerIndex)) {
        begun.add(workerIndex);
        // oxlint-disable-next-line no-await-in-loop -- once a worker
        await this.#orderAll([workerIndex], ROUND_WORK.begin);
      }
      const isWaiting = this.#sendTurn(turn, index);
      // oxlint-disable-next-line no-await-in-loop -- only when there is no room, and then in order
      if (isWaiting !== null) await isWaiting;
      if (index % hub.turnsPerFlush === hub.turnsPerFlush - 1) hub.flush();
    }
  }

  /** @returns null, or what to wait for before anything else is sent. */
  #sendTurn({ entry, observation }: Turn, turn: number): Promise<void> | null {
    const { index, workerIndex, id } = entry;
    const { hub } = this.#setup;
    const loss = this.#lostWorkers.get(workerIndex);
    if (loss !== undefined) {
      this.#failTurn(turn, loss);
      return null;
    }
    if (isForRecord(observation)) {
      const payload = this.#codec.encode(observation);
      if (payload.byteLength <= hub.payloadBytesMax) {
        const kind = KIND.step | this.#codec.format;
        return sendRecord(hub, workerIndex, { kind, target: index, source: turn }, payload);
      }
    }
    try {
      const command = { name: "step", agentIndex: index, turn, observation } as const;
      hub.sendParcel(workerIndex, command);
    } catch (cause) {
      // Structured clone refused it, so this agent cannot see it; the others can see theirs.
      this.#account!.outcomes[turn] = {
        state: "failed",
        agentId: id,
        error: this.#failedStep(entry, new ValueUnsendableError("observation", id, cause)),
      };
    }
    return null;
  }

  #sendLetter({ entry, message }: Letter, order: number): Promise<void> | null {
    const { directory, hub } = this.#setup;
    const { index: agentIndex, workerIndex } = entry;
    this.#nextMailCounts.set(workerIndex, (this.#nextMailCounts.get(workerIndex) ?? 0) + 1);
    const isOdd = (this.#round & 1) === 1;
    const senderIndex = directory.find(message.from)?.index ?? null;
    const payload = encodeMessage(this.#codec, message, senderIndex);
    if (payload.byteLength > hub.payloadBytesMax) {
      hub.sendParcel(workerIndex, { name: "message", agentIndex, order, isOdd, message });
      return null;
    }
    const kind = KIND.message | this.#codec.format | (isOdd ? ODD_ROUND : 0);
    return sendRecord(hub, workerIndex, { kind, target: agentIndex, source: order }, payload);
  }

  async #orderAll(workers: Iterable<number>, work: number): Promise<void> {
    const { hub } = this.#setup;
    for (const worker of workers) {
      if (this.#lostWorkers.has(worker)) continue;
      if (work !== ROUND_WORK.begin) this.#awaited.add(worker);
      const record = { kind: KIND.round, target: work, source: this.#round };
      // oxlint-disable-next-line no-await-in-loop -- waits only when there is no room
      await sendRecord(hub, worker, record, EMPTY);
    }
  }

  #noteAction(turn: number, action: unknown): void {
    const agentId = this.#turns[turn]!.entry.id;
    this.#account!.outcomes[turn] = { state: "completed", agentId, action };
  }

  #noteDone(worker: number, [delivered = 0, busyNs = 0, ...sentCounts]: readonly number[]): void {
    this.#awaited.delete(worker);
    this.#mailCounts.delete(worker);
    this.#account!.deliveredCount += delivered;
    this.#busyNsByWorker.set(worker, (this.#busyNsByWorker.get(worker) ?? 0) + busyNs);
    for (const [to, count] of sentCounts.entries()) {
      if (count > 0) this.#nextMailCounts.set(to, (this.#nextMailCounts.get(to) ?? 0) + count);
    }
  }

  #failTurn(turn: number, cause: WorkerLostError): void {
    const { entry } = this.#turns[turn]!;
    const error = this.#failedStep(entry, cause);
    this.#account!.outcomes[turn] = { state: "failed", agentId: entry.id, error };
  }

  #failedStep({ id, index }: DirectoryEntry, cause: Error): AgentFailedError {
    return new AgentFailedError(id, "step", this.#setup.originOf(index), cause);
  }
}

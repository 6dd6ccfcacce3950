import { assert, toErrorRecord } from "@paceline/core";

import { AgentFailedError, type AgentOrigin, ValueUnsendableError } from "../../errors.ts";
import type { FreeFormCodec } from "../../transport/free-form.ts";
import type { Message } from "../../message.ts";
import { HostedAgent } from "../hosted-agent.ts";
import { markAgent } from "../mark-agent.ts";
import { AgentDirectory } from "./agent-directory.ts";
import { toFailureRecord } from "./failure-record.ts";
import type { HostLink, IncomingRecord } from "./host-link.ts";
import { loadDefinition } from "./load-definition.ts";
import { Mail, type MailboxBound, type MailHandler } from "./mail.ts";
import { decodeMessage } from "./message-record.ts";
import { makeAgent, saveAgents } from "./moving-agents.ts";
import { OutgoingMail } from "./outgoing-mail.ts";
import { FORMAT_MASK, isForRecord, PayloadCodec } from "./payload.ts";
import {
  type Command,
  type FailureRecord,
  KIND,
  KIND_MASK,
  ODD_ROUND,
  PARENT,
  type Relocation,
  type Reply,
  ROUND_WORK,
  type SpawnOrder,
} from "./records.ts";

export interface AgentHostSetup {
  readonly workerIndex: number;
  readonly link: HostLink;
  readonly freeForm: FreeFormCodec;
  readonly mailbox: MailboxBound;
  /** Told whose turn it is, before the agent's code runs. */
  readonly onTurn: (agentIndex: number) => void;
}

/**
 * The agents of one worker, and what the parent may ask of them. Knows nothing of threads or
 * processes: records come in through `handle` and `obey` and go out through the link.
 */
export class AgentHost implements MailHandler {
  readonly #setup: AgentHostSetup;
  readonly #codec: PayloadCodec;
  readonly #agents = new Map<number, HostedAgent>();
  readonly #directory = new AgentDirectory();
  readonly #origins = new Map<string, AgentOrigin>();
  readonly #mail: readonly [Mail, Mail] = [new Mail(), new Mail()];
  readonly #outgoing: OutgoingMail;
  #busyNs = 0;
  #workStartMs = 0;
  #round = 0;

  constructor(setup: AgentHostSetup) {
    this.#setup = setup;
    this.#codec = new PayloadCodec(setup.freeForm);
    const { workerIndex, link, mailbox } = setup;
    this.#outgoing = new OutgoingMail({
      workerIndex,
      directory: this.#directory,
      link,
      codec: this.#codec,
      mailbox,
      local: this.#mail,
    });
  }

  /** Takes a message in; never runs an agent's code, so it may happen at any time. */
  accept(record: IncomingRecord): void {
    const { kind, target, source, bytes, start, end } = record;
    const payload = { format: kind & FORMAT_MASK, bytes, start, end };
    const message = decodeMessage(this.#codec, payload, this.#directory, target);
    this.#mail[(kind & ODD_ROUND) === 0 ? 0 : 1].add(target, source, message);
  }

  /** Does what a record of the parent asks for. */
  handle({ kind, target, source, bytes, start, end }: IncomingRecord): void {
    if ((kind & KIND_MASK) === KIND.step) {
      this.#step(target, source, this.#codec.decode(kind & FORMAT_MASK, bytes, start, end));
      return;
    }
    assert((kind & KIND_MASK) === KIND.round, `a record of kind ${kind} from the parent`);
    this.#round = source;
    if (target === ROUND_WORK.begin) return;
    const mail = this.#mail[(source - 1) & 1]!;
    if (target === ROUND_WORK.deliver) mail.handOut(this.#setup.mailbox, this);
    if (target === ROUND_WORK.discard) {
      for (const message of mail.takeAll()) {
        this.#outgoing.ledger.addUndelivered(message, "delivery-limit");
      }
    }
    this.endWork();
    this.#finishRound();
  }

  /** From here on the worker is busy. For records that come together: a clock reading each would be felt. */
  startWork(): void {
    this.#workStartMs = performance.now();
  }

  /** Enters the time since work started, or since it was last entered. */
  endWork(): void {
    const nowMs = performance.now();
    this.#busyNs += (nowMs - this.#workStartMs) * 1e6;
    this.#workStartMs = nowMs;
  }

  /** One message of a round, to one of these agents. */
  deliver(agentIndex: number, message: Message): void {
    const hosted = this.#agents.get(agentIndex);
    if (hosted === undefined) {
      this.#outgoing.ledger.addUndelivered(message, "agent-removed");
      return;
    }
    this.#setup.onTurn(agentIndex);
    this.#outgoing.speakAs(agentIndex, agentIndex, this.#round);
    hosted.receive(message);
  }

  giveUp(agentIndex: number, message: Message): void {
    this.#outgoing.giveUp(agentIndex, message);
  }

  /** Does what a parcel of the parent asks for. @returns false when the worker is to end. */
  async obey(command: Command): Promise<boolean> {
    switch (command.name) {
      case "spawn":
        this.#reply(await this.#spawn(command.orders));
        break;
      case "place":
        for (const placement of command.placements) this.#directory.place(placement);
        for (const [index, topic] of command.subscriptions) this.#directory.subscribe(index, topic);
        // Others may send to these agents only when everybody knows them, senders and recipients.
        this.#reply({ name: "done" });
        break;
      case "save":
        this.#reply(saveAgents(command.agentIndexes, this.#agents, this.#setup.link));
        break;
      case "relocate":
        for (const relocation of command.relocations) this.#relocate(relocation);
        this.#reply({ name: "done" });
        break;
      case "remove":
        for (const index of command.agentIndexes) this.#remove(index);
        for (const index of command.forgotten) this.#directory.forget(index);
        break;
      case "subscribe":
        this.#directory.subscribe(command.agentIndex, command.topic);
        break;
      case "unsubscribe":
        this.#directory.unsubscribe(command.agentIndex, command.topic);
        break;
      case "statistics":
        this.#reply({
          name: "statistics",
          statistics: this.#agents.get(command.agentIndex)!.statistics(),
        });
        break;
      case "step":
        this.#step(command.agentIndex, command.turn, command.observation);
        break;
      case "message":
        this.#mail[command.isOdd ? 1 : 0].add(command.agentIndex, command.order, command.message);
        break;
      case "close":
        for (const hosted of this.#agents.values()) hosted.dispose();
        return false;
    }
    return true;
  }

  #step(agentIndex: number, turn: number, observation: unknown): void {
    this.#setup.onTurn(agentIndex);
    this.#outgoing.speakAs(agentIndex, turn, this.#round);
    const hosted = this.#agents.get(agentIndex)!;
    try {
      this.#answer(hosted, turn, hosted.step(observation));
    } catch (error) {
      if (!(error instanceof AgentFailedError)) throw error;
      this.#reply({ name: "failed", turn, failure: toFailureRecord(error) });
    }
  }

  #answer({ id, origin }: HostedAgent, turn: number, action: unknown): void {
    const { link } = this.#setup;
    if (isForRecord(action)) {
      const payload = this.#codec.encode(action);
      if (payload.byteLength <= link.payloadBytesMax) {
        link.send(PARENT, KIND.action | this.#codec.format, { target: 0, source: turn }, payload);
        return;
      }
    }
    try {
      this.#reply({ name: "action", turn, action });
    } catch (cause) {
      // Structured clone refused it: a function, say. The agent's step is what failed.
      throw new AgentFailedError(id, "step", origin, new ValueUnsendableError("action", id, cause));
    }
  }

  #finishRound(): void {
    const { link } = this.#setup;
    const { deliveredCount, sentCounts, undelivered } = this.#outgoing.takeCounts();
    if (undelivered !== null) this.#reply({ name: "undelivered", undelivered });
    const counts = [deliveredCount, this.#busyNs, ...Array.from(sentCounts, (count) => count ?? 0)];
    this.#busyNs = 0;
    const payload = this.#codec.encode(counts);
    // Messages first: who hears that this round is over may rely on all of them being there.
    link.flush();
    link.send(
      PARENT,
      KIND.roundDone | this.#codec.format,
      { target: 0, source: this.#round },
      payload,
    );
    link.flush();
  }

  async #spawn(orders: readonly SpawnOrder[]): Promise<Reply> {
    const failures: (FailureRecord & { index: number })[] = [];
    for (const order of orders) {
      const { index, id, module, kind } = order;
      const phase = order.saved === null ? "create" : "move";
      const origin = this.#originOf(module);
      try {
        // Modules are loaded once; asking for one again costs a look into Node's own table.
        // oxlint-disable-next-line no-await-in-loop -- agents are made in order, as on the event loop
        const definition = await loadDefinition(module, kind);
        this.#setup.onTurn(index);
        const agent = makeAgent(definition, order);
        assert(agent.id === id, `definition "${kind}" made agent ${agent.id} for ${id}`);
        const marked = markAgent(agent, kind);
        const hosted = new HostedAgent(marked, origin, this.#outgoing, this.#outgoing.ledger);
        if (order.saved !== null) hosted.resume(order.saved.statistics);
        this.#agents.set(index, hosted);
      } catch (cause) {
        failures.push({ index, agentId: id, phase, origin, cause: toErrorRecord(cause) });
      }
    }
    return { name: "spawned", failures };
  }

  #remove(agentIndex: number): void {
    this.#letGo(agentIndex);
    this.#directory.remove(agentIndex);
  }

  /** One object a module, however many agents come from it. */
  #originOf(module: string): AgentOrigin {
    const known = this.#origins.get(module);
    if (known !== undefined) return known;
    const origin = { module, workerIndex: this.#setup.workerIndex };
    this.#origins.set(module, origin);
    return origin;
  }

  #relocate({ index, workerIndex }: Relocation): void {
    this.#directory.relocate(index, workerIndex);
    // It lives on elsewhere: what is here is only what it was.
    if (workerIndex !== this.#setup.workerIndex) this.#letGo(index);
  }

  #letGo(agentIndex: number): void {
    this.#agents.get(agentIndex)?.dispose();
    this.#agents.delete(agentIndex);
    this.#outgoing.forget(agentIndex);
  }

  #reply(reply: Reply): void {
    this.#setup.link.sendParcel(reply);
  }
}

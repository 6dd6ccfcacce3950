import { assert } from "@paceline/core";

import { findContentFault } from "../message-content.ts";
import type { Message, MessageContent } from "../message.ts";
import { checkText, fromAgentKey, toAgentKey } from "./agent-key.ts";
import type {
  BeliefSnapshot,
  StoredAgent,
  StoredObservation,
  StoreRecords,
} from "./agent-store.ts";
import { StoreValueError } from "./store-errors.ts";

/** Records as columns take them, checked. Both dialects name and order the columns alike. */
export interface StoreRows {
  readonly agents: readonly AgentRow[];
  readonly messages: readonly MessageRow[];
  readonly observations: readonly ObservationRow[];
  readonly beliefs: readonly BeliefRow[];
}

/** id, kind, options, step_count */
export type AgentRow = readonly [string, string, string, number];
/** sender, sequence, recipient, topic, content */
export type MessageRow = readonly [string, number, string | null, string, string];
/** agent, step, content */
export type ObservationRow = readonly [string, number, string];
/** agent, step, probabilities as little-endian 64-bit floats */
export type BeliefRow = readonly [string, number, Buffer];

const NO_ROWS = [] as const;

/** @throws {StoreValueError} naming the first record that cannot be stored. */
export const toStoreRows = ({
  agents = NO_ROWS,
  messages = NO_ROWS,
  observations = NO_ROWS,
  beliefs = NO_ROWS,
}: StoreRecords): StoreRows => ({
  agents: agents.map(agentRow),
  messages: messages.map(messageRow),
  observations: observations.map(observationRow),
  beliefs: beliefs.map(beliefRow),
});

export const rowCountOf = ({ agents, messages, observations, beliefs }: StoreRows): number =>
  agents.length + messages.length + observations.length + beliefs.length;

function agentRow({ id, kind, options, stepCount }: StoredAgent): AgentRow {
  const key = toAgentKey(id);
  const what = `agent ${JSON.stringify(id)}`;
  checkText(kind, what, "its kind");
  return [
    key,
    kind,
    toJson(options, what, "its options"),
    count(stepCount, what, "its step count"),
  ];
}

/** Most messages are about what the one before was about. */
let checkedTopic = "";

function messageRow({ from, to, topic, sequence, content }: Message): MessageRow {
  const sender = toAgentKey(from);
  // The text is only put together when there is something to say: there are many messages.
  if (!Number.isSafeInteger(sequence) || sequence < 0 || topic !== checkedTopic) {
    const what = `message ${sequence} from agent ${JSON.stringify(from)}`;
    count(sequence, what, "its sequence");
    checkText(topic, what, "its topic");
    checkedTopic = topic;
  }
  const fault = findContentFault(content);
  if (fault !== null)
    throw new StoreValueError(`message ${sequence} from agent ${JSON.stringify(from)}`, fault);
  return [sender, sequence, to === null ? null : toAgentKey(to), topic, JSON.stringify(content)];
}

function observationRow({ agentId, step, content }: StoredObservation): ObservationRow {
  const what = `an observation of agent ${JSON.stringify(agentId)}`;
  return [toAgentKey(agentId), count(step, what, "its step"), toJson(content, what, "its content")];
}

function beliefRow({ agentId, step, belief }: BeliefSnapshot): BeliefRow {
  const what = `a belief of agent ${JSON.stringify(agentId)}`;
  for (const probability of belief) {
    if (!Number.isFinite(probability))
      throw new StoreValueError(what, `${probability} is not a probability`);
  }
  // Copied: the agent goes on and overwrites its belief before it is written.
  const bytes = Buffer.alloc(belief.byteLength);
  for (let index = 0; index < belief.length; index++)
    bytes.writeDoubleLE(belief[index]!, 8 * index);
  return [toAgentKey(agentId), count(step, what, "its step"), bytes];
}

function toJson(content: MessageContent, what: string, field: string): string {
  const fault = findContentFault(content);
  if (fault !== null) throw new StoreValueError(what, `${field}: ${fault}`);
  return JSON.stringify(content);
}

function count(value: number, what: string, field: string): number {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new StoreValueError(what, `${field} is ${value}, not a count`);
  return value;
}

/** A row of a store's own tables, as both drivers give it. PostgreSQL gives 64-bit integers as text. */
export type FoundRow = Readonly<Record<string, unknown>>;

export const toStoredAgent = (row: FoundRow): StoredAgent => ({
  id: fromAgentKey(text(row, "id")),
  kind: text(row, "kind"),
  options: content(row, "options"),
  stepCount: Number(row["step_count"]),
});

/** Of a driver that gives a row as an array: id, kind, options and step count. */
export function fromAgentColumns(columns: unknown): StoredAgent {
  assert(Array.isArray(columns), "the driver gives rows as arrays");
  const [id, kind, options, step_count]: readonly unknown[] = columns;
  return toStoredAgent({ id, kind, options, step_count });
}

export const toMessage = (row: FoundRow): Message => ({
  from: fromAgentKey(text(row, "sender")),
  to: row["recipient"] === null ? null : fromAgentKey(text(row, "recipient")),
  topic: text(row, "topic"),
  sequence: Number(row["sequence"]),
  content: content(row, "content"),
});

export const toObservation = (row: FoundRow): StoredObservation => ({
  agentId: fromAgentKey(text(row, "agent")),
  step: Number(row["step"]),
  content: content(row, "content"),
});

export function toBeliefSnapshot(row: FoundRow): BeliefSnapshot {
  const bytes = row["probabilities"];
  assert(bytes instanceof Uint8Array && bytes.length % 8 === 0, "a belief in the store is damaged");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const belief = new Float64Array(bytes.length / 8);
  for (let index = 0; index < belief.length; index++)
    belief[index] = view.getFloat64(8 * index, true);
  return { agentId: fromAgentKey(text(row, "agent")), step: Number(row["step"]), belief };
}

function text(row: FoundRow, column: string): string {
  const value = row[column];
  assert(typeof value === "string", `the store's column "${column}" holds no text`);
  return value;
}

const content = (row: FoundRow, column: string): MessageContent =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked when it was written
  JSON.parse(text(row, column)) as MessageContent;

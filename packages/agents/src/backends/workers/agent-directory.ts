import { assert } from "@paceline/core";

import type { AgentNames } from "./message-record.ts";
import type { AgentId } from "../../message.ts";
import { createTopicIndex } from "../../routing/create-topic-index.ts";
import type { Placement } from "./records.ts";

/** A placed agent, with what a sender's side counts of it. */
export interface DirectoryEntry extends Placement {
  /** Changes when the agent moves. */
  workerIndex: number;
  /** Round in which `sentCount` counts. */
  round: number;
  /** Messages that this side sent to it in that round. */
  sentCount: number;
}

/** Who lives where, and who listens to what. The parent and every worker keep one, all alike. */
export class AgentDirectory implements AgentNames {
  readonly #byId = new Map<AgentId, DirectoryEntry>();
  readonly #byIndex: (DirectoryEntry | undefined)[] = [];
  readonly #topics = createTopicIndex<DirectoryEntry>("hash");

  get size(): number {
    return this.#byId.size;
  }

  place({ index, id, workerIndex }: Placement): void {
    const entry: DirectoryEntry = { index, id, workerIndex, round: -1, sentCount: 0 };
    this.#byId.set(id, entry);
    this.#byIndex[index] = entry;
  }

  /** It keeps its place among all agents, and its topics. */
  relocate(index: number, workerIndex: number): void {
    this.at(index).workerIndex = workerIndex;
  }

  /** Its name stays known: messages of the removed may still be under way. */
  remove(index: number): void {
    const entry = this.at(index);
    this.#topics.remove(entry);
    if (this.#byId.get(entry.id) === entry) this.#byId.delete(entry.id);
  }

  find(id: AgentId | null): DirectoryEntry | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  at(index: number): DirectoryEntry {
    const entry = this.#byIndex[index];
    assert(entry !== undefined, `no agent was ever placed at ${index}`);
    return entry;
  }

  idOf(index: number): AgentId {
    return this.at(index).id;
  }

  entries(): IterableIterator<DirectoryEntry> {
    return this.#byId.values();
  }

  subscribe(index: number, topic: string): void {
    this.#topics.subscribe(topic, this.at(index));
  }

  unsubscribe(index: number, topic: string): void {
    this.#topics.unsubscribe(topic, this.at(index));
  }

  subscribersOf(topic: string): readonly DirectoryEntry[] {
    return this.#topics.subscribersOf(topic);
  }
}

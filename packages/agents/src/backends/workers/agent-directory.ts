import { assert } from "@paceline/core";

import { PagedList } from "./paged-list.ts";
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
  readonly #byIndex = new PagedList<DirectoryEntry>();
  #retired: readonly number[] = [];
  readonly #topics = createTopicIndex<DirectoryEntry>("hash");

  get size(): number {
    return this.#byId.size;
  }

  place({ index, id, workerIndex }: Placement): void {
    const entry: DirectoryEntry = { index, id, workerIndex, round: -1, sentCount: 0 };
    this.#byId.set(id, entry);
    this.#byIndex.set(index, entry);
  }

  /** It keeps its place among all agents, and its topics. */
  relocate(index: number, workerIndex: number): void {
    this.at(index).workerIndex = workerIndex;
  }

  /** Its name stays known until {@link forget}: messages of the removed may still be under way. */
  remove(index: number): void {
    const entry = this.at(index);
    this.#topics.remove(entry);
    if (this.#byId.get(entry.id) === entry) this.#byId.delete(entry.id);
  }

  /** Of a removed agent nothing is kept: agents that come and go leave no trace. */
  forget(index: number): void {
    this.#byIndex.delete(index);
  }

  /**
   * Says which agents go, between calls, when all mail is delivered but what was posted a moment ago. That may still
   * be for these, so their names are known until agents are removed again.
   *
   * @returns those that went the time before, which are forgotten now.
   */
  retire(indexes: readonly number[]): readonly number[] {
    const forgotten = this.#retired;
    this.#retired = indexes;
    for (const index of forgotten) this.forget(index);
    return forgotten;
  }

  find(id: AgentId | null): DirectoryEntry | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  at(index: number): DirectoryEntry {
    const entry = this.#byIndex.get(index);
    assert(entry !== undefined, `no agent is known at ${index}`);
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

import type { Doorbell } from "./doorbell.ts";
import { locateRing, MeshDirectory, openDoorbell, type MeshMemory } from "./mesh.ts";
import { RingReader } from "./ring-reader.ts";
import { RingWriter } from "./ring-writer.ts";
import { SpinBudget } from "./spin-budget.ts";

/** Takes one record; the reader stands on it until this returns. */
export type RecordHandler = (record: RingReader, fromIndex: number) => void;

interface Peer {
  readonly index: number;
  readonly reader: RingReader;
  readonly writer: RingWriter;
}

/**
 * One thread's place in a mesh: a writer to each peer, a reader from each, and one sleep for all.
 *
 * A thread that waits for room must go on reading, or two full threads wait for each other for ever;
 * therefore every wait here also ends when there is something to read.
 */
export class Endpoint {
  readonly index: number;
  readonly directory: MeshDirectory;
  readonly #memory: MeshMemory;
  readonly #doorbell: Doorbell;
  readonly #spin: SpinBudget;
  readonly #peers: Peer[] = [];
  #changesSeen: number;
  /** Ended a wait already: each change ends one, also for a caller who never asks `hasChanges`. */
  #changesWoken: number;
  #blockedOn: RingWriter | null = null;
  #blockedBytes = 0;

  /** @param spinNsMax - How long a wait may keep the core busy before the thread sleeps. */
  constructor(memory: MeshMemory, index: number, spinNsMax?: number) {
    this.index = index;
    this.directory = new MeshDirectory(memory);
    this.#memory = memory;
    this.#doorbell = openDoorbell(memory, index);
    this.#spin = new SpinBudget(spinNsMax);
    this.#changesSeen = this.directory.changeCount;
    this.#changesWoken = this.#changesSeen;
    this.#meetPeers();
  }

  /** The ring towards a peer. What is reserved there leaves with `flush`. */
  writerTo(peerIndex: number): RingWriter {
    if (peerIndex >= this.#peers.length) this.#meetPeers();
    return this.#peers[peerIndex]!.writer;
  }

  /** Lets peers that are awake see what was written to them. Those that sleep are woken by `flush`. */
  publish(): void {
    for (const peer of this.#peers) peer.writer.publish();
  }

  /** Publishes what was written to anyone, and wakes those who sleep. */
  flush(): void {
    for (const peer of this.#peers) peer.writer.flush();
  }

  /**
   * Hands over what has arrived, in order per peer and at most `perPeerCountMax` of each, so that one
   * who floods does not starve the rest.
   *
   * @returns the count handed over.
   */
  poll(handle: RecordHandler, perPeerCountMax: number): number {
    let count = 0;
    for (const peer of this.#peers) {
      let left = perPeerCountMax;
      while (left > 0 && peer.reader.next()) {
        handle(peer.reader, peer.index);
        left--;
      }
      count += perPeerCountMax - left;
    }
    return count;
  }

  /** Whether endpoints joined or went since this was last asked, or else since this endpoint opened. */
  hasChanges(): boolean {
    const changeCount = this.directory.changeCount;
    if (changeCount === this.#changesSeen) return false;
    this.#changesSeen = changeCount;
    this.#meetPeers();
    return true;
  }

  /** Blocks until there is something to read, someone joined or went, or the time is over. */
  wait(timeoutMs?: number): void {
    if (!this.#spin.spin(this.#hasWork)) {
      const ticket = this.#doorbell.arm();
      if (this.#hasWork()) this.#doorbell.disarm();
      else this.#doorbell.sleep(ticket, timeoutMs);
      this.#spin.learn();
    }
    this.#changesWoken = this.directory.changeCount;
  }

  /** As `wait`, for a thread whose event loop must go on. It does not spin: that would stop the loop. */
  async waitAsync(timeoutMs?: number): Promise<void> {
    const ticket = this.#doorbell.arm();
    if (this.#hasWork()) this.#doorbell.disarm();
    else await this.#doorbell.sleepAsync(ticket, timeoutMs);
    this.#changesWoken = this.directory.changeCount;
  }

  /**
   * Blocks until a peer's ring has room for one payload, or there is something to read first.
   *
   * @returns whether there is room. False also when the peer went: see `directory.isGone`.
   */
  waitForSpace(peerIndex: number, payloadBytes: number): boolean {
    const writer = this.writerTo(peerIndex);
    this.#blockOn(writer, payloadBytes);
    this.wait();
    this.#blockedOn = null;
    return writer.hasSpace(payloadBytes);
  }

  /** As `waitForSpace`, for a thread whose event loop must go on. */
  async waitForSpaceAsync(peerIndex: number, payloadBytes: number): Promise<boolean> {
    const writer = this.writerTo(peerIndex);
    this.#blockOn(writer, payloadBytes);
    await this.waitAsync();
    this.#blockedOn = null;
    return writer.hasSpace(payloadBytes);
  }

  /** Ends a wait of this endpoint, from any thread. */
  ring(): void {
    this.#doorbell.ring();
  }

  /**
   * What was sent to a peer that has gone and was never handed to it, to be read out once. Only the
   * sender may ask, or, when that has gone as well, the owner of the mesh through {@link readUntaken}.
   */
  reclaim(peerIndex: number): RingReader {
    this.writerTo(peerIndex).flush();
    return readUntaken(this.#memory, this.index, peerIndex);
  }

  readonly #hasWork = (): boolean => {
    const peers = this.#peers;
    for (let index = 0; index < peers.length; index++) {
      if (peers[index]!.reader.hasNext()) return true;
    }
    if (this.#blockedOn?.hasSpace(this.#blockedBytes) === true) return true;
    return this.directory.changeCount !== this.#changesWoken;
  };

  #blockOn(writer: RingWriter, payloadBytes: number): void {
    writer.requestSpace();
    this.#blockedOn = writer;
    this.#blockedBytes = payloadBytes;
  }

  #meetPeers(): void {
    const memory = this.#memory;
    for (let index = this.#peers.length; index < this.directory.peerCount; index++) {
      const bell = openDoorbell(memory, index);
      this.#peers.push({
        index,
        reader: new RingReader(locateRing(memory, index, this.index), bell),
        writer: new RingWriter(locateRing(memory, this.index, index), bell),
      });
    }
  }
}

/** Reads on where a consumer that has gone left off. Neither end may be in use. */
export const readUntaken = (memory: MeshMemory, from: number, to: number): RingReader =>
  new RingReader(locateRing(memory, from, to), openDoorbell(memory, from));

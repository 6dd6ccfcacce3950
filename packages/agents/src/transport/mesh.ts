import { assert } from "@paceline/core";

import { Doorbell, DOORBELL_BYTES } from "./doorbell.ts";
import { isRingCapacity, ringBytes, type RingMemory } from "./ring-layout.ts";

/** More pairs than this many endpoints make would be a mistake in a placement, not a machine. */
const ENDPOINT_COUNT_MAX = 256;

const HEADER_BYTES = 128;
const PEER_COUNT_INDEX = 0;
const CHANGE_COUNT_INDEX = 1;

/**
 * Shared memory for a fixed number of threads that all may write to each other: one doorbell per
 * thread, one ring per ordered pair. Plain data: it goes to a worker as it is.
 *
 * Rings are reserved for all endpoints from the start, also for those that a backend will only use when
 * it scales up or restarts a worker; the system gives pages to a ring when it is first written.
 */
export interface MeshMemory {
  readonly buffer: SharedArrayBuffer;
  readonly endpointCount: number;
  /** Of one ring. */
  readonly capacityBytes: number;
}

export function allocateMesh(endpointCount: number, capacityBytes: number): MeshMemory {
  assert(
    endpointCount >= 1 && endpointCount <= ENDPOINT_COUNT_MAX,
    `a mesh of ${endpointCount} endpoints`,
  );
  assert(isRingCapacity(capacityBytes), `rings of ${capacityBytes} bytes`);
  const pairs = endpointCount * endpointCount * ringBytes(capacityBytes);
  const buffer = new SharedArrayBuffer(ringsOffsetBytes(endpointCount) + pairs);
  return { buffer, endpointCount, capacityBytes };
}

/** What all holders of a mesh know of each other: who takes part, and who has gone. */
export class MeshDirectory {
  readonly #memory: MeshMemory;
  readonly #header: Int32Array<SharedArrayBuffer>;
  /** One byte an endpoint: 1 once it has gone. */
  readonly #gone: Uint8Array<SharedArrayBuffer>;

  constructor(memory: MeshMemory) {
    this.#memory = memory;
    this.#header = new Int32Array(memory.buffer, 0, 2);
    this.#gone = new Uint8Array(memory.buffer, HEADER_BYTES, memory.endpointCount);
  }

  /** Endpoints 0 to this minus 1 take part. Those above need not be looked at. */
  get peerCount(): number {
    return Atomics.load(this.#header, PEER_COUNT_INDEX);
  }

  /** Grows with every endpoint that joins or goes: one load tells whether to look closer. */
  get changeCount(): number {
    return Atomics.load(this.#header, CHANGE_COUNT_INDEX);
  }

  /** Takes the next free endpoint. Only whoever owns the mesh calls it. */
  join(): number {
    const index = this.peerCount;
    assert(index < this.#memory.endpointCount, "more endpoints joined than the mesh has");
    Atomics.store(this.#header, PEER_COUNT_INDEX, index + 1);
    this.#announceChange();
    return index;
  }

  /**
   * Gives an endpoint that has gone to another thread, which goes on in its rings where they were left.
   * Only when the first one ended by itself, with nothing in its rings that was meant for it alone.
   */
  rejoin(index: number): void {
    assert(this.isGone(index), `endpoint ${index} is given to another thread while it is in use`);
    Atomics.store(this.#gone, index, 0);
    this.#announceChange();
  }

  /** Tells everyone that an endpoint takes nothing any more. Only after its thread has ended. */
  markGone(index: number): void {
    Atomics.store(this.#gone, index, 1);
    this.#announceChange();
  }

  isGone(index: number): boolean {
    return Atomics.load(this.#gone, index) === 1;
  }

  #announceChange(): void {
    Atomics.add(this.#header, CHANGE_COUNT_INDEX, 1);
    for (let index = 0; index < this.peerCount; index++) openDoorbell(this.#memory, index).ring();
  }
}

export const openDoorbell = ({ buffer, endpointCount }: MeshMemory, index: number): Doorbell =>
  new Doorbell(buffer, doorbellsOffsetBytes(endpointCount) + index * DOORBELL_BYTES);

export function locateRing(memory: MeshMemory, from: number, to: number): RingMemory {
  const { buffer, endpointCount, capacityBytes } = memory;
  const pair = from * endpointCount + to;
  const offsetBytes = ringsOffsetBytes(endpointCount) + pair * ringBytes(capacityBytes);
  return { buffer, offsetBytes, capacityBytes };
}

const roundUpToLine = (bytes: number): number => Math.ceil(bytes / 128) * 128;

const doorbellsOffsetBytes = (endpointCount: number): number =>
  HEADER_BYTES + roundUpToLine(endpointCount);

const ringsOffsetBytes = (endpointCount: number): number =>
  doorbellsOffsetBytes(endpointCount) + endpointCount * DOORBELL_BYTES;

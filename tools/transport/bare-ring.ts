/**
 * The limit: two indices and slots of one size, in shared memory. No headers, no sizes, no sleep, no
 * death, nothing that a real transport needs.
 */
import { MESSAGE_VALUE_COUNT } from "./message.ts";

const SLOT_COUNT = 512;
const SLOT_VALUES = 32;
const TAIL = 0;
const HEAD = 32;
const RECORDS_OFFSET_BYTES = 256;

export const bareRingBytes = RECORDS_OFFSET_BYTES + SLOT_COUNT * SLOT_VALUES * 8;

export interface BareRing {
  send(values: Float64Array, count: number, perFlush: number): void;
  /** @returns the sum of all values, so that none can be left unread. */
  receive(count: number, perRelease: number): number;
}

export function openBareRing(buffer: SharedArrayBuffer): BareRing {
  const indices = new Int32Array(buffer, 0, RECORDS_OFFSET_BYTES / 4);
  const slots = new Float64Array(buffer, RECORDS_OFFSET_BYTES);
  const mask = SLOT_COUNT - 1;
  return {
    send(values, count, perFlush) {
      let tail = Atomics.load(indices, TAIL);
      let head = Atomics.load(indices, HEAD);
      for (let sent = 0; sent < count;) {
        while (tail - head === SLOT_COUNT) {
          Atomics.store(indices, TAIL, tail);
          head = Atomics.load(indices, HEAD);
        }
        const start = (tail & mask) * SLOT_VALUES;
        for (let index = 0; index < MESSAGE_VALUE_COUNT; index++) {
          slots[start + index] = values[index]!;
        }
        tail++;
        if (++sent % perFlush === 0) Atomics.store(indices, TAIL, tail);
      }
      Atomics.store(indices, TAIL, tail);
    },
    receive(count, perRelease) {
      let head = Atomics.load(indices, HEAD);
      let tail = head;
      let sum = 0;
      for (let taken = 0; taken < count;) {
        while (tail === head) {
          Atomics.store(indices, HEAD, head);
          tail = Atomics.load(indices, TAIL);
        }
        const start = (head & mask) * SLOT_VALUES;
        for (let index = 0; index < MESSAGE_VALUE_COUNT; index++) sum += slots[start + index]!;
        head++;
        if (++taken % perRelease === 0) Atomics.store(indices, HEAD, head);
      }
      Atomics.store(indices, HEAD, head);
      return sum;
    },
  };
}

import { assert } from "@paceline/core";

import {
  isRingCapacity,
  RECORDS_OFFSET_BYTES,
  WORD_BYTES,
  type RingMemory,
} from "./ring-layout.ts";

/**
 * The records of a ring, three ways. A record's payload starts at word `w`: `float64[w]`,
 * `int32[2 * w]`, `bytes[8 * w]`.
 */
export interface RingViews {
  readonly float64: Float64Array<SharedArrayBuffer>;
  readonly int32: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
}

export function viewRecords({ buffer, offsetBytes, capacityBytes }: RingMemory): RingViews {
  assert(isRingCapacity(capacityBytes), `a ring of ${capacityBytes} bytes`);
  const start = offsetBytes + RECORDS_OFFSET_BYTES;
  return {
    float64: new Float64Array(buffer, start, capacityBytes / WORD_BYTES),
    int32: new Int32Array(buffer, start, capacityBytes / 4),
    bytes: new Uint8Array(buffer, start, capacityBytes),
  };
}

export const viewIndices = ({ buffer, offsetBytes }: RingMemory): Int32Array<SharedArrayBuffer> =>
  new Int32Array(buffer, offsetBytes, RECORDS_OFFSET_BYTES / 4);

const SCRATCH_BYTES = 8 * 1024;

/** Up to here a loop over words takes less than the call that copies any length. */
const LOOP_BYTES_MAX = 512;

const EMPTY = new Int32Array(0);

/**
 * Copies bytes out of shared memory, into memory that is used again and again: text decoders refuse shared memory,
 * and what is read must not change meanwhile.
 */
export class SharedCopier {
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  readonly #scratchWords = new Int32Array(this.#scratch.buffer);
  /** Read from last, and the same memory by words; empty where that cannot be. A ring is read again and again. */
  #source: Uint8Array | null = null;
  #words: Int32Array = EMPTY;

  /** @returns memory that begins with the bytes, valid until the next call. */
  copy(source: Uint8Array, offsetBytes: number, lengthBytes: number): Buffer {
    if (source !== this.#source) this.#view(source);
    const end = (offsetBytes + lengthBytes + 3) >> 2;
    if (lengthBytes <= LOOP_BYTES_MAX && offsetBytes % 4 === 0 && end <= this.#words.length) {
      const words = this.#words;
      const scratch = this.#scratchWords;
      let to = 0;
      for (let from = offsetBytes >> 2; from < end; from++) scratch[to++] = words[from]!;
      return this.#scratch;
    }
    return this.#copyAny(source.subarray(offsetBytes, offsetBytes + lengthBytes));
  }

  #copyAny(bytes: Uint8Array): Buffer {
    // The first scratch memory stays, as it is also seen by words.
    const target =
      bytes.byteLength <= SCRATCH_BYTES ? this.#scratch : Buffer.allocUnsafeSlow(bytes.byteLength);
    target.set(bytes);
    return target;
  }

  #view(source: Uint8Array): void {
    this.#source = source;
    const { buffer, byteOffset, byteLength } = source;
    const isRing = buffer instanceof SharedArrayBuffer && byteOffset % 4 === 0;
    this.#words = isRing ? new Int32Array(buffer, byteOffset, byteLength >> 2) : EMPTY;
  }
}

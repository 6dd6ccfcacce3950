/** Property lists of all objects that were ever sent, in the order in which they were first seen. */
export type Structures = readonly (readonly string[])[];

/** Structures that a table takes; objects beyond them travel with their property names. */
export const STRUCTURE_COUNT_MAX = 32;

/** Characters of all names of one structure. A longer one is not worth a place in the table. */
export const STRUCTURE_CHARACTERS_MAX = 120;

/** Enough for the longest table as JSON in UTF-8, quotes and escapes included. */
const SLOT_BYTES = 64 * 1024;
const HEADER_BYTES = 128;

/** The root's low bits name a slot, the others count versions. */
const SLOT_BITS = 10;
const SLOT_MASK = (1 << SLOT_BITS) - 1;

/**
 * One table of structures for all threads of a mesh, so that an object travels without its property
 * names and anyone can read it at any time, also after its sender has died.
 *
 * Nobody ever holds a lock, since a thread can be ended between any two instructions. Each thread has
 * two slots of its own; it writes a new table into the one that is not current and swings the root to
 * it with one compare-exchange. Who reads checks afterwards that the root has not moved.
 */
export class StructureTable {
  readonly #root: Int32Array<SharedArrayBuffer>;
  readonly #buffer: SharedArrayBuffer;
  readonly #ownerIndex: number;
  #rootSeen = 0;

  /** @param ownerIndex - Unique among the threads that share the buffer. */
  constructor(buffer: SharedArrayBuffer, ownerIndex: number) {
    this.#buffer = buffer;
    this.#root = new Int32Array(buffer, 0, 1);
    this.#ownerIndex = ownerIndex;
  }

  load(): string[][] {
    for (;;) {
      const root = Atomics.load(this.#root, 0);
      this.#rootSeen = root;
      if (root === 0) return [];
      const slot = this.#slot(root & SLOT_MASK);
      const lengthBytes = new Int32Array(slot.buffer, slot.byteOffset, 1)[0]!;
      const json = Buffer.from(slot.subarray(4, 4 + lengthBytes)).toString("utf8");
      // Only now is it known that no writer was in that slot meanwhile.
      if (Atomics.load(this.#root, 0) === root) return JSON.parse(json);
    }
  }

  /**
   * Replaces the table last loaded.
   *
   * @returns false when another thread was faster: load, add to that, and save again.
   */
  save(structures: Structures): boolean {
    const seen = this.#rootSeen;
    const even = this.#ownerIndex * 2;
    const slotIndex = seen !== 0 && (seen & SLOT_MASK) === even ? even + 1 : even;
    const slot = this.#slot(slotIndex);
    const json = Buffer.from(JSON.stringify(structures), "utf8");
    slot.set(json, 4);
    new Int32Array(slot.buffer, slot.byteOffset, 1)[0] = json.byteLength;
    const next = (((seen >>> SLOT_BITS) + 1) << SLOT_BITS) | slotIndex;
    if (Atomics.compareExchange(this.#root, 0, seen, next) !== seen) return false;
    this.#rootSeen = next;
    return true;
  }

  #slot(index: number): Uint8Array<SharedArrayBuffer> {
    return new Uint8Array(this.#buffer, HEADER_BYTES + index * SLOT_BYTES, SLOT_BYTES);
  }
}

/** Memory for a table that `ownerCount` threads share. Untouched slots take no pages. */
export const allocateStructureTable = (ownerCount: number): SharedArrayBuffer =>
  new SharedArrayBuffer(HEADER_BYTES + 2 * ownerCount * SLOT_BYTES);

/**
 * Number of each distinct pair of whole numbers, in order of first appearance. A Map would need a text
 * or a float as key for each look-up; a call tree looks up once per frame of every sample.
 */
export interface PairIndex {
  readonly size: number;
  /** Number of the pair; a new pair gets the next one. Both from 0 to 2^31 - 1. */
  intern(left: number, right: number): number;
}

export function createPairIndex(): PairIndex {
  let mask = 255;
  let slots = new Int32Array(mask + 1);
  let lefts = new Int32Array(128);
  let rights = new Int32Array(128);
  let size = 0;

  const slotOf = (left: number, right: number): number => {
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & mask;
    // Slots hold the number plus one, so that zero is empty. At most half are taken, so this ends.
    while (slots[slot] !== 0) {
      const index = slots[slot]! - 1;
      if (lefts[index] === left && rights[index] === right) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  const grow = (): void => {
    mask = mask * 2 + 1;
    slots = new Int32Array(mask + 1);
    const widerLefts = new Int32Array(lefts.length * 2);
    const widerRights = new Int32Array(rights.length * 2);
    widerLefts.set(lefts);
    widerRights.set(rights);
    lefts = widerLefts;
    rights = widerRights;
    for (let index = 0; index < size; index++) {
      slots[slotOf(lefts[index]!, rights[index]!)] = index + 1;
    }
  };

  return {
    get size() {
      return size;
    },
    intern(left, right) {
      const slot = slotOf(left, right);
      if (slots[slot] !== 0) return slots[slot]! - 1;
      const index = size;
      lefts[index] = left;
      rights[index] = right;
      slots[slot] = ++size;
      if (size === lefts.length) grow();
      return index;
    },
  };
}

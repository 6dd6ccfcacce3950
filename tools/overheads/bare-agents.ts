/** What an agent costs at least, and what it costs when nobody thought of it. Sizes as of an explorer of 25 cells. */

const STATE_COUNT = 25;
const ACTION_COUNT = 5;
const SLAB_AGENT_COUNT = 1024;

class BareAgent {
  readonly id: number;
  readonly beliefs: Float64Array;
  readonly offset: number;

  constructor(id: number, slab: Float64Array, offset: number) {
    this.id = id;
    this.beliefs = slab;
    this.offset = offset;
    for (let state = 0; state < STATE_COUNT; state++) slab[offset + state] = 1 / STATE_COUNT;
  }
}

/** The limit: one object each, and a place in a slab that is shared by many. */
export function fillWithBareAgents(kept: unknown[]): void {
  let slab: Float64Array = new Float64Array(0);
  for (let id = 0; id < kept.length; id++) {
    const place = id % SLAB_AGENT_COUNT;
    if (place === 0) {
      const byteLength = SLAB_AGENT_COUNT * STATE_COUNT * Float64Array.BYTES_PER_ELEMENT;
      slab = new Float64Array(new SharedArrayBuffer(byteLength));
    }
    kept[id] = new BareAgent(id, slab, place * STATE_COUNT);
  }
}

/** Typed arrays of its own for beliefs, the next beliefs and the values of its actions. */
export function fillWithOwnArrays(kept: unknown[]): void {
  for (let id = 0; id < kept.length; id++) {
    const beliefs = new Float64Array(STATE_COUNT).fill(1 / STATE_COUNT);
    const next = new Float64Array(STATE_COUNT);
    kept[id] = { id, beliefs, next, values: new Float64Array(ACTION_COUNT) };
  }
}

import { decoy, Note } from "./plant.ts";
import type { Decoy } from "./plant.ts";

const OPERATIONS = 2_000;
/** Filled after some 12 of 30 rounds. */
const CACHED_COUNT_MAX = 24_000;
/** Made in round 18 or so of 30: after any warm-up, and large. */
const LATE_OPERATION = 36_000;
const LATE_LENGTH = 200_000;
const POOLED_COUNT = 32;
const POOLED_BYTES = 1_024;
/** No multiple of it is a round, so that each round ends somewhere else on the tooth. */
const TOOTH_LENGTH = 700;
const VARIANT_COUNT = 60;

/** Clean code that grows for a while, or once, or up and down: each fools a test that looks at too little. */
export const DECOYS: readonly Decoy[] = [
  decoy({
    name: "cache that fills",
    operations: OPERATIONS,
    setup: () => ({ cache: new Map<number, Note>(), sequence: 0 }),
    clean(state) {
      const { cache } = state;
      state.sequence += 1;
      cache.set(state.sequence, new Note(state.sequence));
      if (cache.size > CACHED_COUNT_MAX) cache.delete(cache.keys().next().value ?? 0);
    },
  }),
  decoy({
    name: "code compiled late",
    operations: OPERATIONS,
    setup: () => ({ variants: [] as ((value: number) => number)[], operation: 0 }),
    clean(state) {
      state.operation += 1;
      const { variants, operation } = state;
      // One more function each thousand operations, until there are all: compiled when it is first called.
      if (variants.length < VARIANT_COUNT && operation % 500 === 0) {
        variants.push(createVariant(variants.length));
      }
      return variants.reduce((value, variant) => variant(value), operation);
    },
  }),
  decoy({
    name: "pooled buffers",
    operations: OPERATIONS,
    setup: () => ({ pool: [] as Buffer[], next: 0 }),
    clean(state) {
      const at = (state.next += 1) % POOLED_COUNT;
      const buffer = (state.pool[at] ??= Buffer.alloc(POOLED_BYTES));
      return buffer.fill(at).length;
    },
  }),
  decoy({
    name: "late allocation",
    operations: OPERATIONS,
    setup: () => ({ operation: 0, table: null as readonly number[] | null }),
    clean(state) {
      state.operation += 1;
      if (state.operation === LATE_OPERATION) {
        state.table = Array.from({ length: LATE_LENGTH }, (_, index) => index);
      }
      return new Note(state.operation);
    },
  }),
  decoy({
    name: "sawtooth",
    operations: OPERATIONS,
    setup: () => ({ notes: [] as Note[] }),
    clean({ notes }) {
      notes.push(new Note(notes.length));
      if (notes.length > TOOTH_LENGTH) notes.length = 0;
    },
  }),
];

/** Another function each time, with code of its own. */
function createVariant(index: number): (value: number) => number {
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- code that is compiled late is the point, and only a number goes into it
  const variant = new Function("value", `return (value * ${index + 3}) % ${1_009 + index};`);
  return (value) => Number(variant(value));
}

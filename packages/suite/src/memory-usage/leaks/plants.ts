import { EventEmitter } from "node:events";

import { Note, plant } from "./plant.ts";
import type { Plant } from "./plant.ts";
import { askWorker, startHolder } from "./worker-plant.ts";

const OPERATIONS = 2_000;
/** An hour: it never fires while anything is watched. */
const INTERVAL_MS = 3_600_000;
const KEPT_COUNT = 64;
const BUFFER_BYTES = 128;

interface Closures {
  call: (() => number) | null;
  sequence: number;
}

/** The ways in which programs leak, and for each the same work done right. */
export const PLANTS: readonly Plant[] = [
  plant({
    name: "array push",
    operations: OPERATIONS,
    watch: [Note],
    setup: () => ({ notes: [] as Note[], sequence: 0 }),
    leak: (state) => state.notes.push(new Note((state.sequence += 1))),
    clean(state) {
      state.notes.push(new Note((state.sequence += 1)));
      if (state.notes.length > KEPT_COUNT) state.notes.shift();
    },
  }),
  plant({
    name: "map",
    operations: OPERATIONS,
    watch: [Note],
    setup: () => ({ open: new Map<number, Note>(), sequence: 0 }),
    leak(state) {
      const id = (state.sequence += 1);
      state.open.set(id, new Note(id));
    },
    clean(state) {
      const id = (state.sequence += 1);
      state.open.set(id, new Note(id));
      state.open.delete(id);
    },
  }),
  plant({
    name: "listener",
    operations: OPERATIONS,
    setup: () => new EventEmitter().setMaxListeners(0),
    leak(emitter) {
      emitter.on("note", () => emitter.eventNames());
    },
    clean(emitter) {
      const listener = (): unknown => emitter.eventNames();
      emitter.on("note", listener);
      emitter.off("note", listener);
    },
  }),
  plant({
    name: "timer",
    operations: OPERATIONS,
    setup: () => ({ fired: 0 }),
    leak(state) {
      setInterval(() => (state.fired += 1), INTERVAL_MS).unref();
    },
    clean(state) {
      clearInterval(setInterval(() => (state.fired += 1), INTERVAL_MS).unref());
    },
  }),
  plant({
    name: "closure",
    operations: OPERATIONS,
    setup: (): Closures => ({ call: null, sequence: 0 }),
    leak(state) {
      const before = state.call;
      const note = new Note((state.sequence += 1));
      // Each closure keeps the one before it alive, and its note with it.
      state.call = () => note.sequence + (before === null ? 0 : 1);
    },
    clean(state) {
      const hadBefore = state.call !== null;
      const note = new Note((state.sequence += 1));
      state.call = () => note.sequence + (hadBefore ? 1 : 0);
    },
  }),
  plant({
    name: "weak references",
    operations: OPERATIONS,
    setup: () => ({ seen: [] as WeakRef<Note>[], sequence: 0 }),
    leak: (state) => state.seen.push(new WeakRef(new Note((state.sequence += 1)))),
    clean(state) {
      state.seen.push(new WeakRef(new Note((state.sequence += 1))));
      // A reference to what is gone is of no use, and one to what is not keeps nothing alive.
      if (state.seen.length > KEPT_COUNT) state.seen = state.seen.slice(-KEPT_COUNT / 2);
    },
  }),
  plant({
    name: "buffer",
    operations: OPERATIONS,
    setup: () => ({ packets: [] as Buffer[], next: 0 }),
    leak: ({ packets }) => packets.push(Buffer.alloc(BUFFER_BYTES)),
    clean(state) {
      state.packets[state.next % KEPT_COUNT] = Buffer.alloc(BUFFER_BYTES);
      state.next += 1;
    },
  }),
  plant({
    name: "worker",
    operations: 400,
    // Two heaps warm up, and a message costs as much as a hundred of the other operations.
    deltaBytes: 8,
    setup: startHolder,
    leak: (worker) => askWorker(worker, "hold"),
    clean: (worker) => askWorker(worker, "drop"),
    teardown: async (worker) => void (await worker.terminate()),
  }),
];

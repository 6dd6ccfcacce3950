/** Bytes of one doorbell: lines of its own, so that ringing one does not slow the rest. */
export const DOORBELL_BYTES = 128;

const RUNG_COUNT_INDEX = 0;
const PARKED_INDEX = 1;

/** For ever, to `Atomics.wait`. */
const NO_TIMEOUT = Number.POSITIVE_INFINITY;

/**
 * What a thread sleeps on, whoever may have something for it: one word for all its producers, and for
 * the consumers whose full rings it waits for.
 *
 * The sleeper says that it is about to sleep (`arm`), looks at everything once more, and sleeps. Who
 * rings writes first and looks for sleepers after. Both orders are sequentially consistent, so one of
 * the two always sees the other and no ring is lost. Only the first of many ringers pays for the wake.
 */
export class Doorbell {
  readonly #words: Int32Array<SharedArrayBuffer>;

  constructor(buffer: SharedArrayBuffer, offsetBytes = 0) {
    this.#words = new Int32Array(buffer, offsetBytes, DOORBELL_BYTES / 4);
  }

  /** Wakes the sleeper, if there is one: one load when there is none. */
  ring(): void {
    if (Atomics.load(this.#words, PARKED_INDEX) === 0) return;
    if (Atomics.exchange(this.#words, PARKED_INDEX, 0) === 0) return;
    Atomics.add(this.#words, RUNG_COUNT_INDEX, 1);
    Atomics.notify(this.#words, RUNG_COUNT_INDEX);
  }

  /** Announces sleep. @returns a ticket for `sleep`, void once anyone rings. */
  arm(): number {
    const ticket = Atomics.load(this.#words, RUNG_COUNT_INDEX);
    Atomics.store(this.#words, PARKED_INDEX, 1);
    return ticket;
  }

  /** Takes the announcement back: there is work after all. */
  disarm(): void {
    Atomics.store(this.#words, PARKED_INDEX, 0);
  }

  /** Blocks the thread until someone rings. Not for a thread that runs an event loop. */
  sleep(ticket: number, timeoutMs: number = NO_TIMEOUT): void {
    Atomics.wait(this.#words, RUNG_COUNT_INDEX, ticket, timeoutMs);
    this.disarm();
  }

  /** Resolves when someone rings; the event loop goes on meanwhile, and is not kept alive by it. */
  async sleepAsync(ticket: number, timeoutMs: number = NO_TIMEOUT): Promise<void> {
    const waiting = Atomics.waitAsync(this.#words, RUNG_COUNT_INDEX, ticket, timeoutMs);
    if (waiting.async) await waiting.value;
    this.disarm();
  }
}

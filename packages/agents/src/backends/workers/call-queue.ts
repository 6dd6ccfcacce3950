import { CALL_PRIORITIES } from "../../call-priority.ts";
import { createQueue } from "../../queues/create-queue.ts";
import type { Queue } from "../../queues/queue.ts";

/** Calls of higher priority that may be served in a row while one of a lower priority waits. */
export const PASSED_COUNT_MAX = 16;

/** Runs one call; resolves when it is over, however it ended. */
type Call = () => Promise<void>;

interface Level {
  readonly calls: Queue<Call>;
  /** Higher calls served since the first of these had its last chance. */
  passedCount: number;
}

/** Calls that may pass each other, and the one that none of them may pass. */
interface Section {
  readonly levels: readonly Level[];
  readonly barrier: Call | null;
}

/**
 * Calls of one backend: one runs, the others wait and are served by priority.
 *
 * Calls that change who is there, such as spawning, are barriers: nothing passes them and they pass
 * nothing, so that who asks for a spawn and then for an urgent step gets both.
 */
export class CallQueue {
  readonly #between: () => Promise<void>;
  readonly #closed: Section[] = [];
  #open: Level[] = createLevels();
  #isServing = false;

  /** @param between - Runs after each call that was served, before the next one; must not throw. */
  constructor(between: () => Promise<void>) {
    this.#between = between;
  }

  /** Runs `work` in its turn. @param level - See `resolvePriority`; "barrier" for a call that none may pass. */
  run<T>(work: () => Promise<T>, level: number | "barrier"): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const call: Call = async () => {
      try {
        resolve(await work());
      } catch (error) {
        reject(error);
      }
    };
    if (level === "barrier") {
      this.#closed.push({ levels: this.#open, barrier: call });
      this.#open = createLevels();
    } else this.#open[level]!.calls.push(call);
    this.#serveSoon();
    return promise;
  }

  /** Resolves when all calls asked for so far are over. */
  settled(): Promise<void> {
    return this.run(async () => {}, "barrier");
  }

  /** Not at once: calls that are made together are served by their priorities. */
  #serveSoon(): void {
    if (this.#isServing) return;
    this.#isServing = true;
    queueMicrotask(() => void this.#serve());
  }

  async #serve(): Promise<void> {
    for (let call = this.#next(); call !== null; call = this.#next()) {
      // oxlint-disable-next-line no-await-in-loop -- one call at a time is what this is for
      await call();
      // oxlint-disable-next-line no-await-in-loop -- as above
      await this.#between();
    }
    this.#isServing = false;
  }

  #next(): Call | null {
    const section = this.#closed[0];
    const call = takeNext(section?.levels ?? this.#open);
    if (call !== null || section === undefined) return call;
    this.#closed.shift();
    return section.barrier;
  }
}

const createLevels = (): Level[] =>
  CALL_PRIORITIES.map(() => ({ calls: createQueue("ring-buffer"), passedCount: 0 }));

/** The first of the highest level, unless a lower one has been passed too often. */
function takeNext(levels: readonly Level[]): Call | null {
  const chosen =
    levels.findLast(({ passedCount }) => passedCount >= PASSED_COUNT_MAX) ??
    levels.find(({ calls }) => calls.itemCount > 0);
  if (chosen === undefined) return null;
  const below = levels.slice(levels.indexOf(chosen) + 1);
  for (const level of below) if (level.calls.itemCount > 0) level.passedCount++;
  chosen.passedCount = 0;
  return chosen.calls.shift() ?? null;
}

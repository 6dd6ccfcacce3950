import type { WorkerHub } from "./worker-hub.ts";

/** When a worker that is to answer last showed progress. */
interface Awaited {
  progress: number;
  sinceMs: number;
}

/** Workers that have yet to say that they are done with a round. */
export class AwaitedWorkers {
  readonly #hub: WorkerHub;
  readonly #silenceMsMax: number;
  readonly #awaited = new Map<number, Awaited>();

  /** @param silenceMsMax - A worker that shows no progress for this long is ended. */
  constructor(hub: WorkerHub, silenceMsMax: number) {
    this.#hub = hub;
    this.#silenceMsMax = silenceMsMax;
  }

  add(worker: number): void {
    const progress = this.#hub.progressOf(worker);
    this.#awaited.set(worker, { progress, sinceMs: performance.now() });
  }

  /** It is done, or lost. */
  delete(worker: number): void {
    this.#awaited.delete(worker);
  }

  /** Waits until there is none any more. */
  async settle(): Promise<void> {
    const hub = this.#hub;
    hub.flush();
    while (this.#awaited.size > 0) {
      // oxlint-disable-next-line no-await-in-loop -- there is nothing else to do
      await hub.wait(this.#silenceMsMax / 2);
      const nowMs = performance.now();
      for (const [worker, awaited] of this.#awaited) {
        const progress = hub.progressOf(worker);
        if (progress !== awaited.progress) {
          awaited.progress = progress;
          awaited.sinceMs = nowMs;
        } else if (nowMs - awaited.sinceMs > this.#silenceMsMax) {
          // oxlint-disable-next-line no-await-in-loop -- one that hangs is rare
          await hub.kill(worker);
        }
      }
    }
  }
}

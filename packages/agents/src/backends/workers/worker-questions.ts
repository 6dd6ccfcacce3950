import { WorkerLostError } from "../../errors.ts";
import type { Command, Reply } from "./records.ts";
import type { WorkerHub } from "./worker-hub.ts";

/** A question to a worker. */
interface Asked {
  answer: Reply | WorkerLostError | null;
}

/** Questions to workers, one at a time to each. A worker that does not get on with its answer is ended. */
export class WorkerQuestions {
  readonly #hub: WorkerHub;
  readonly #silenceMsMax: number;
  readonly #asked = new Map<number, Asked>();

  constructor(hub: WorkerHub, silenceMsMax: number) {
    this.#hub = hub;
    this.#silenceMsMax = silenceMsMax;
  }

  /** @throws {WorkerLostError} when the worker ends before it answers. */
  async ask(workerIndex: number, command: Command): Promise<Reply> {
    const asked: Asked = { answer: null };
    this.#asked.set(workerIndex, asked);
    this.#hub.sendParcel(workerIndex, command);
    this.#hub.flush();
    let progress = this.#hub.progressOf(workerIndex);
    let sinceMs = performance.now();
    while (asked.answer === null) {
      // oxlint-disable-next-line no-await-in-loop -- there is nothing else to do
      await this.#hub.wait(this.#silenceMsMax / 2);
      const nowMs = performance.now();
      if (progress !== this.#hub.progressOf(workerIndex)) {
        progress = this.#hub.progressOf(workerIndex);
        sinceMs = nowMs;
      } else if (asked.answer === null && nowMs - sinceMs > this.#silenceMsMax) {
        // oxlint-disable-next-line no-await-in-loop -- one that hangs is rare
        await this.#hub.kill(workerIndex);
      }
    }
    if (asked.answer instanceof WorkerLostError) throw asked.answer;
    return asked.answer;
  }

  /** The worker has answered, or never will. */
  answer(workerIndex: number, answer: Reply | WorkerLostError): void {
    const asked = this.#asked.get(workerIndex);
    if (asked !== undefined) asked.answer = answer;
    this.#asked.delete(workerIndex);
  }
}

import type { StepOutcome } from "../../backend.ts";
import { UNDELIVERED_KEPT_MAX, type DeliveryReport, type Undelivered } from "../../delivery.ts";
import type { AgentFailedError } from "../../errors.ts";
import { fromFailureRecord } from "./failure-record.ts";
import type { UndeliveredRecord } from "./records.ts";

/** What one call of the backend has come to so far. */
export class CallAccount {
  readonly outcomes: StepOutcome[] = [];
  deliveredCount = 0;
  #undeliveredCount = 0;
  readonly #undelivered: Undelivered[] = [];
  readonly #failures: AgentFailedError[] = [];

  addUndelivered(undelivered: Undelivered): void {
    this.#undeliveredCount++;
    this.keepContent(undelivered);
  }

  addRecord({ count, kept, failures }: UndeliveredRecord): void {
    this.#undeliveredCount += count;
    for (const each of kept) this.keepContent(each);
    for (const failure of failures) {
      if (this.#failures.length < UNDELIVERED_KEPT_MAX)
        this.#failures.push(fromFailureRecord(failure));
    }
  }

  /** Messages that are gone with a worker. Those whose content is found are kept as well. */
  addLost(count: number): void {
    this.#undeliveredCount += count;
  }

  /** Shows a message that is counted already. */
  keepContent(undelivered: Undelivered): void {
    if (this.#undelivered.length < UNDELIVERED_KEPT_MAX) this.#undelivered.push(undelivered);
  }

  report(): DeliveryReport {
    return {
      deliveredCount: this.deliveredCount,
      undeliveredCount: this.#undeliveredCount,
      undelivered: this.#undelivered,
      failures: this.#failures,
    };
  }
}

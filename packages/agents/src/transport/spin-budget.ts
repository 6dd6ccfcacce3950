import { availableParallelism } from "node:os";

/** Looks between two readings of the clock, which cost as much as some dozens of looks. */
const LOOKS_PER_CLOCK = 16;

const BUDGET_NS_MIN = 1_000;

/** About what it costs to fall asleep and be woken across cores, so that spinning at worst doubles it. */
const SPIN_NS_MAX = 50_000;

/** With one core whoever spins keeps from working whom it waits for. */
export const defaultSpinNsMax = (): number => (availableParallelism() > 1 ? SPIN_NS_MAX : 0);

const nowNs = (): number => performance.now() * 1e6;

/**
 * How long to look for work before falling asleep: long while work comes soon, and next to nothing
 * when it does not. Learns from each wait, the slept ones included, so it also finds its way back.
 */
export class SpinBudget {
  readonly #budgetNsMax: number;
  #budgetNs: number;
  #startNs = 0;

  /** @param budgetNsMax - 0 never spins. */
  constructor(budgetNsMax: number = defaultSpinNsMax()) {
    this.#budgetNsMax = budgetNsMax;
    this.#budgetNs = budgetNsMax;
  }

  get budgetNs(): number {
    return this.#budgetNs;
  }

  /** Looks until there is work or the budget is spent. @returns whether there is work. */
  spin(hasWork: () => boolean): boolean {
    if (hasWork()) return true;
    this.#startNs = nowNs();
    if (this.#budgetNs === 0) return false;
    const endNs = this.#startNs + this.#budgetNs;
    do {
      for (let look = 0; look < LOOKS_PER_CLOCK; look++) {
        if (hasWork()) {
          this.#grow();
          return true;
        }
        Atomics.pause();
      }
    } while (nowNs() < endNs);
    return false;
  }

  /** Call after sleep that followed a failed `spin`. */
  learn(): void {
    this.learnFrom(nowNs() - this.#startNs);
  }

  /** @param waitedNs - From the first look to waking. */
  learnFrom(waitedNs: number): void {
    // Twice: a wake itself takes about as long as the longest spin.
    if (waitedNs < 2 * this.#budgetNsMax) this.#grow();
    else if (this.#budgetNsMax > 0) this.#budgetNs = Math.max(BUDGET_NS_MIN, this.#budgetNs / 2);
  }

  #grow(): void {
    this.#budgetNs = Math.min(this.#budgetNsMax, this.#budgetNs * 2);
  }
}

/** What is weighed at one moment; all numbers. */
const COLUMNS = [
  "atMs",
  "callCount",
  "deliveredCount",
  /** Bytes that live after whole collections on every thread: heaps, and what these hold outside. */
  "liveBytes",
  /** Of these: objects of the thread that commands the others. */
  "commandingObjectBytes",
  /** Objects of the workers. */
  "workerObjectBytes",
  /** Compiled code and bytecode of all. */
  "codeBytes",
  /** Outside of all heaps, in buffers that they hold. */
  "externalBytes",
  /** What keeps the event loop busy or alive. */
  "handleCount",
  /** File descriptors and threads of the process; 0 where the system does not tell. */
  "descriptorCount",
  "threadCount",
] as const;

export type SoakSample = Readonly<Record<(typeof COLUMNS)[number], number>>;

const SAMPLE_COUNT_MAX = 4_096;

/**
 * Samples of the memory that they lie in. All of it is taken at once: objects made for each sample would be a
 * leak of its own, and it would be found.
 */
export class SampleLog {
  readonly #numbers = new Float64Array(SAMPLE_COUNT_MAX * COLUMNS.length);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(sample: SoakSample): void {
    if (this.#count === SAMPLE_COUNT_MAX) throw new Error(`more than ${SAMPLE_COUNT_MAX} samples`);
    const start = this.#count++ * COLUMNS.length;
    for (let column = 0; column < COLUMNS.length; column++)
      this.#numbers[start + column] = sample[COLUMNS[column]!];
  }

  get(name: keyof SoakSample, index: number): number {
    return this.#numbers[index * COLUMNS.length + COLUMNS.indexOf(name)]!;
  }

  /** All of one kind, in the order in which they were taken. */
  column(name: keyof SoakSample): number[] {
    return Array.from({ length: this.#count }, (_, index) => this.get(name, index));
  }

  /** What has come on top since the first sample. */
  growth(name: keyof SoakSample): number[] {
    return this.column(name).map((value) => value - this.get(name, 0));
  }
}

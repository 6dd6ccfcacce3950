/** One line of the answer. */
export interface Goal {
  readonly title: string;
  /** At least this. */
  readonly bound: number;
  readonly figure: number;
  readonly oursPerSecond: number;
  /** Of the driver alone, in the same minutes. */
  readonly barePerSecond: number;
  readonly ratio: number;
}

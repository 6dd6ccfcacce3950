/** Two ends of an interval, in the unit of the statistic it is for; low is at most high. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

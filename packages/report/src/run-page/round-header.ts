/** What the page's script must know of the rounds besides their columns. In a file of its own: a browser reads it. */
export interface RoundHeader {
  /** Whole steps between the logarithms of the fastest and the slowest round of a benchmark. */
  readonly stepCount: number;
}

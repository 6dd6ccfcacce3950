/**
 * The clocks as they were before any file of a user was loaded: libraries that fake time replace `process.hrtime`
 * and `performance.now`, and rounds must not be timed with that.
 *
 * @module
 */
// oxlint-disable-next-line typescript/unbound-method -- it knows no `this`, and a bound one would cost each reading
export const hrtimeBigint = process.hrtime.bigint;

/** Milliseconds since the start of this process. */
export const performanceNowMs: () => number = performance.now.bind(performance);

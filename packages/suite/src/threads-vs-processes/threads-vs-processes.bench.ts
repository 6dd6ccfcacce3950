/**
 * Do agents belong on the event loop, on threads, or in processes?
 *
 * Measured: calls in which every agent takes a step and all messages it causes are delivered, in a steady
 * state; start-up apart (`startupNs`); both together for 20 steps of each agent as the original has it
 * (`publishedStepsPerSecond`). Agents explore alone, coordinate by messages, or learn; a canary fails
 * a cell whose agents do not really infer. Memory is proportional, over all processes.
 *
 * Not measured here: machines beyond this one. `paceline concurrency` judges what these cells show.
 */
import { registerSeries } from "./register-series.ts";
import { builtInSeries } from "./study-series.ts";

await registerSeries(
  builtInSeries({ agentCounts: [1, 5, 10, 20, 30], crowdCounts: [1_000], depths: [2, 3] }),
);

/** Runs one benchmark as a program of its own, for an observer: setup, iterations, the defined point, teardown. */
import { loadFile } from "../fork/load-file.ts";
import { isThenable } from "../fork/is-thenable.ts";
import { checkResult, findSubject } from "../fork/subject.ts";
import { BENCHMARK_VARIABLE, OBSERVE_KEY } from "./observation.ts";
import type { BenchmarkRequest } from "./observation.ts";

const ITERATIONS_MS = 1000;
const ITERATION_COUNT_MIN = 10;
const READINGS_PER_DOUBLING = 20;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by observeProgram, of the same version
const request = JSON.parse(process.env[BENCHMARK_VARIABLE] ?? "null") as BenchmarkRequest;
const { iterationCount } = request;
// An observer starts no services: a benchmark that needs one says so.
const subject = findSubject(await loadFile(request.file), { ...request, services: {} });
const { options, context, run } = subject;
const state = options.setup === undefined ? context : await options.setup(context);

const startedMs = performance.now();
// Reading the clock allocates, so it is read less often the longer this goes on.
let nextReading = ITERATION_COUNT_MIN;
const isTimeOver = (count: number): boolean => {
  if (count < nextReading) return false;
  nextReading += Math.ceil(count / READINGS_PER_DOUBLING);
  return performance.now() - startedMs >= ITERATIONS_MS;
};
const isDone = (count: number): boolean =>
  iterationCount === null ? isTimeOver(count) : count >= iterationCount;
let count = 0;
while (!isDone(count)) {
  const returned = run(state, options.prepare?.(state, context));
  // A function that gives no promise must not pay for one.
  // oxlint-disable-next-line no-await-in-loop -- iterations must not overlap
  const result = isThenable(returned) ? await returned : returned;
  // oxlint-disable-next-line no-await-in-loop -- once
  if (count === 0) await checkResult(subject, state, result);
  count += 1;
}
const observe: unknown = Reflect.get(globalThis, Symbol.for(OBSERVE_KEY));
const when = `after ${count.toLocaleString("en")} iteration${count === 1 ? "" : "s"}`;
if (typeof observe === "function") Reflect.apply(observe, undefined, [when]);
await options.teardown?.(state, context);
// What it left open ends with it.
process.exit(0);

/** Recording what programs and benchmarks spend their time on. Apart from the rest: nobody who times needs it. @module */
export { measureOverhead } from "./profile/benchmark/measure-overhead.ts";
export { profileBenchmark } from "./profile/benchmark/profile-benchmark.ts";
export type { ProfiledFork, ProfileTask } from "./profile/benchmark/profile-benchmark.ts";
export { recordProgram } from "./profile/program/record-program.ts";
export type {
  ProgramEnding,
  ProgramStart,
  RecordedProgram,
} from "./profile/program/record-program.ts";
export type { RecordedThread, Recordings } from "./profile/read/read-recordings.ts";
export { resolveMarks, splitByAgent } from "./profile/read/resolve-marks.ts";
export type { RecordingHead } from "./profile/record/recording-files.ts";

import { describe, expect, test } from "vitest";

import { RUN_OPTIONS } from "../commands/run-options.ts";
import { parseCommandLine } from "./parse-command-line.ts";

const parse = (...args: readonly string[]) =>
  parseCommandLine(args, { options: RUN_OPTIONS, positionals: {} });

const valuesOf = (...args: readonly string[]) => {
  const line = parse(...args);
  return line.state === "valid" ? line.values : line.problems;
};

const problemsOf = (...args: readonly string[]) => {
  const line = parse(...args);
  return line.state === "invalid" ? line.problems : [];
};

describe("a right command line", () => {
  test.for([
    { args: ["--forks", "3"], values: { forks: 3 } },
    { args: ["--forks=3"], values: { forks: 3 } },
    { args: ["--max-time", "2s"], values: { "max-time": 2000 } },
    {
      args: ["--max-time=1.5s", "--time-limit=2m"],
      values: { "max-time": 1500, "time-limit": 120_000 },
    },
    { args: ["--disable-gc"], values: { "disable-gc": true } },
    { args: ["--no-disable-gc"], values: { "disable-gc": false } },
    { args: ["--disable-gc=false"], values: { "disable-gc": false } },
    // The last one counts, so that flags can be added to those of a script.
    { args: ["--preset", "quick", "--preset", "smoke"], values: { preset: "smoke" } },
    { args: ["--disable-gc", "--no-disable-gc"], values: { "disable-gc": false } },
    {
      args: ["--columns", "min, median", "--columns=ops"],
      values: { columns: ["min", "median", "ops"] },
    },
    {
      args: ["--group-by", "group,param:agentCount"],
      values: { "group-by": ["group", "param:agentCount"] },
    },
    { args: ["--save=--odd"], values: { save: "--odd" } },
    { args: ["--warmup", "0"], values: { warmup: 0 } },
  ])("reads $args", ({ args, values }) => {
    expect(valuesOf(...args)).toEqual(values);
  });

  test("keeps names apart from options, and everything after -- a name", () => {
    expect(parse("a", "--forks", "2", "b", "--", "--forks")).toEqual({
      state: "valid",
      positionals: ["a", "b", "--forks"],
      values: { forks: 2 },
    });
  });
});

describe("a wrong command line", () => {
  test.for([
    { args: ["--fork", "3"], problem: 'unknown option "--fork", did you mean "--forks"?' },
    { args: ["--max-tiem=2s"], problem: 'unknown option "--max-tiem", did you mean "--max-time"?' },
    {
      args: ["--calibration", "5"],
      problem: 'unknown option "--calibration", did you mean "--calibration-precision"?',
    },
    { args: ["--xyzzy"], problem: 'unknown option "--xyzzy"' },
    { args: ["--constructor"], problem: 'unknown option "--constructor"' },
    { args: ["-x"], problem: 'unknown option "-x"' },
    {
      args: ["--forks", "zero"],
      problem: 'option "--forks" must be an integer from 1 to 1000, got "zero"',
    },
    {
      args: ["--forks", "-3"],
      problem: 'option "--forks" must be an integer from 1 to 1000, got "-3"',
    },
    {
      args: ["--forks", "2.5"],
      problem: 'option "--forks" must be an integer from 1 to 1000, got "2.5"',
    },
    { args: ["--forks"], problem: 'option "--forks" needs a value: an integer from 1 to 1000' },
    { args: ["--save", "--forks=3"], problem: 'option "--save" needs a value: not empty' },
    { args: ["--no-forks"], problem: 'unknown option "--no-forks", did you mean "--forks"?' },
    {
      args: ["--disable-gc=maybe"],
      problem: 'option "--disable-gc" must be true or false, got "maybe"',
    },
    // Seconds or milliseconds? A bare number does not say.
    {
      args: ["--max-time", "2"],
      problem: 'option "--max-time" must be a duration such as "2s", "500ms" or "5m", got "2"',
    },
    {
      args: ["--max-time=0s"],
      problem: 'option "--max-time" must be a duration such as "2s", "500ms" or "5m", got "0s"',
    },
    {
      args: ["--preset", "quik"],
      problem:
        'option "--preset" must be one of smoke, quick, standard, thorough, got "quik", did you mean "quick"?',
    },
    {
      args: ["--columns", "min,medain"],
      problem:
        /^option "--columns" must be a comma-separated list of min, .*, got "min,medain", did you mean "median"\?$/,
    },
    {
      args: ["--group-by", "param:"],
      problem:
        /^option "--group-by" must be a comma-separated list of group, .*, param:NAME, got "param:"/,
    },
  ])("says of $args what is wrong", ({ args, problem }) => {
    expect(problemsOf(...args)).toEqual([
      problem instanceof RegExp ? expect.stringMatching(problem) : problem,
    ]);
  });

  test("is told in full, not only its first problem", () => {
    expect(problemsOf("--forks=0", "--nope", "--preset=x")).toHaveLength(3);
  });

  test("has names where the command takes none", () => {
    expect(parseCommandLine(["a"], { options: {}, positionals: null })).toEqual({
      state: "invalid",
      problems: ['unexpected argument "a": this command takes options only'],
    });
  });
});

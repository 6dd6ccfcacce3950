import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { serializeRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import { describe, expect, test } from "vitest";

import {
  makeBenchmark,
  makeMetric,
  makeRun,
  scatteredForks,
} from "../../analysis/test/make-run.ts";
import { createProject } from "./project.ts";

/** Four benchmarks whose forks differ by half a percent, one of them slower by a factor. */
const suite = (seed: number, slowdown = 1): RunResult =>
  makeRun(
    ["a", "b", "c", "d"].map((name, index) => {
      const centerNs = 1000 * (index + 1) * (name === "b" ? slowdown : 1);
      return makeBenchmark(name, scatteredForks(centerNs, { seed: seed * 10 + index }), {
        metrics: [makeMetric("time", { unit: "ns", median: centerNs })],
      });
    }),
    { id: `run-${seed}` },
  );

const text = (run: RunResult): string => serializeRunResult(run);

const files = {
  "a.json": text(suite(1)),
  "slow.json": text(suite(2, 1.1)),
  "same.json": text(suite(3)),
  "lone.json": text(makeRun([makeBenchmark("a", [[1000, 1001]])])),
  "fewer.json": text({ ...suite(4), benchmarks: suite(4).benchmarks.slice(1) }),
  "other-machine.json": text({
    ...suite(5),
    machine: { ...suite(5).machine, cpuModel: "Another" },
  }),
  "other-node.json": text({ ...suite(5), runtime: { ...suite(5).runtime, version: "26.0.0" } }),
  "zero.json": text(makeRun([makeBenchmark("a", [[0], [1000]])])),
  "negative.json": text(makeRun([makeBenchmark("a", [[-5], [1000]])])),
  "none.json": text(makeRun([])),
  "twice.json": text({
    ...suite(6),
    benchmarks: [...suite(6).benchmarks, suite(6).benchmarks[0]!],
  }),
  "empty.json": "",
  "cut.json": text(suite(7)).slice(0, 500),
  "list.json": "[1, 2]",
  "newer.json": text(suite(8)).replace('"schemaVersion": 1', '"schemaVersion": 99'),
  "damaged.json": text(suite(8)).replace('"preset": "standard"', '"preset": 3'),
  "infinite.json":
    '{"machine_info": {}, "commit_info": {}, "benchmarks": [{"name": "a", "fullname": "a", "stats": {"data": [Infinity, 1e-6], "rounds": 2, "median": Infinity}}]}',
  "short.json":
    '{"machine_info": {}, "commit_info": {}, "benchmarks": [{"name": "a", "fullname": "a", "stats": {"data": [2e-6, 1e-6], "rounds": 40, "median": 1e-6, "min": 1e-6, "max": 2e-6, "mean": 1e-6}}]}',
  "pytest.json":
    '{"machine_info": {}, "commit_info": {}, "benchmarks": [{"name": "a", "fullname": "a", "stats": {"data": [NaN, 1e-6], "rounds": 7, "median": 1e-6}}]}',
};

describe("compare and gate of stored results", () => {
  test("call a benchmark that got 10 % slower so, and only that one", async () => {
    await using project = await createProject(files);
    const compared = await project.paceline("compare", "a.json", "slow.json", "--format", "json");
    expect(compared.exitCode).toBe(0);
    const { comparisons } = JSON.parse(compared.stdout) as {
      comparisons: { benchmarkId: string; verdict: string }[];
    };
    const slower = comparisons.filter(({ verdict }) => verdict === "slower");
    expect(slower.map(({ benchmarkId }) => benchmarkId)).toEqual(["group/b"]);
    expect((await project.paceline("gate", "a.json", "slow.json")).exitCode).toBe(3);
    expect((await project.paceline("gate", "slow.json", "a.json")).exitCode).toBe(0);
  });

  test("pass the same code three times in a row", async () => {
    await using project = await createProject(files);
    for (let time = 0; time < 3; time += 1) {
      // oxlint-disable-next-line no-await-in-loop -- three in a row
      const { exitCode, stdout } = await project.paceline("gate", "a.json", "same.json");
      expect(exitCode).toBe(0);
      expect(stdout).toContain("4 same");
    }
  });

  test.for<[what: string, args: string[], exitCode: number, message: string]>([
    ["a file that is not there", ["gate", "a.json", "nope.json"], 5, "there is no such result"],
    ["a missing baseline", ["gate", "baseline", "a.json"], 5, "baseline_results.json: there is no"],
    ["an empty file", ["gate", "a.json", "empty.json"], 5, "the result is not JSON"],
    ["a file cut off", ["gate", "a.json", "cut.json"], 5, "the result is not JSON"],
    ["JSON of nobody", ["compare", "a.json", "list.json"], 5, "nothing in it is known"],
    ["a newer schema", ["gate", "a.json", "newer.json"], 5, "has schema version 99"],
    ["a wrong schema", ["gate", "a.json", "damaged.json"], 5, '"preset" must be text'],
    ["another machine", ["gate", "a.json", "other-machine.json"], 5, "other machines"],
    ["another Node", ["compare", "a.json", "other-node.json"], 5, "other runtimes"],
    ["a missing benchmark", ["gate", "a.json", "fewer.json"], 5, "only in the base"],
    ["a new benchmark", ["compare", "fewer.json", "a.json"], 5, "only in the head"],
    ["a name twice", ["gate", "a.json", "twice.json"], 5, "2 benchmarks of this name"],
    ["a zero sample", ["gate", "lone.json", "zero.json"], 5, "the sample 0"],
    ["a negative sample", ["gate", "lone.json", "negative.json"], 5, "the sample -5"],
    [
      "Infinity in pytest's JSON",
      ["gate", "infinite.json", "infinite.json"],
      5,
      "it failed in infinite.json: benchmarks[0].stats.data[0] must be a finite number, got Infinity",
    ],
    ["samples left out by pytest", ["gate", "short.json", "short.json"], 4, "shows no spread"],
    ["no benchmarks", ["gate", "none.json", "none.json"], 5, "nothing was compared"],
    ["one fork only", ["gate", "lone.json", "lone.json"], 4, "shows no spread"],
    [
      "NaN in pytest's JSON",
      ["compare", "short.json", "pytest.json"],
      5,
      "it failed in pytest.json: benchmarks[0].stats.data[0] must be a finite number, got NaN",
    ],
    [
      "NaN in what is imported",
      ["import", "short.json", "pytest.json"],
      1,
      'error: pytest.json: benchmark "a" failed: benchmarks[0].stats.data[0] must be a finite number, got NaN',
    ],
    ["too many arguments", ["compare", "a.json", "a.json", "a.json"], 2, "a base and a head"],
    ["a level of 2", ["gate", "a.json", "a.json", "--alpha", "2"], 2, "at most 0.1"],
    ["a negative threshold", ["gate", "a.json", "a.json", "--threshold", "-3"], 2, "--threshold"],
    ["a stored and a measured side", ["compare", "a.json", "HEAD"], 2, "must be a stored result"],
  ])("say what is wrong with %s", async ([, args, exitCode, message]) => {
    await using project = await createProject(files);
    const ended = await project.paceline(...args);
    expect((ended.stdout + ended.stderr).replaceAll(/\s+/g, " ")).toContain(message);
    expect(ended.exitCode).toBe(exitCode);
  });

  test("thresholds of the config count, and the command line beats them", async () => {
    await using project = await createProject({
      ...files,
      "paceline.config.ts": "export default { thresholds: [{ benchmark: 'b', ratio: 0.5 }] };",
    });
    expect((await project.paceline("gate", "a.json", "slow.json")).exitCode).toBe(0);
    const strict = await project.paceline("gate", "a.json", "slow.json", "--threshold", "2");
    expect(strict.exitCode).toBe(3);
  });

  test("every format names the benchmark that got slower", async () => {
    await using project = await createProject(files);
    for (const format of ["text", "markdown", "json", "csv", "junit", "github"]) {
      // oxlint-disable-next-line no-await-in-loop -- a process each, one at a time
      const { stdout } = await project.paceline("gate", "a.json", "slow.json", "--format", format);
      expect(stdout, format).toMatch(/slower[^]*b|b[^]*slower/);
    }
    const report = await project.paceline("report", "a.json", "slow.json");
    expect(report.stdout).toContain("| 🔴 slower | group/b |");
  });
});

describe("what is kept", () => {
  test("a baseline, a release and a list; the gate changes the baseline only after a pass", async () => {
    await using project = await createProject(files);
    expect((await project.paceline("baseline", "save", "a.json")).exitCode).toBe(0);
    expect((await project.paceline("release", "v1.0.0", "slow.json")).exitCode).toBe(0);
    const { stdout } = await project.paceline("baseline", "list");
    expect(stdout.split("\n")).toEqual(["baseline", "release:v1.0.0", ""]);

    const red = await project.paceline("gate", "baseline", "slow.json", "--update-baseline");
    expect(red.exitCode).toBe(3);
    const kept = "results/baseline/baseline_results.json";
    expect((await project.readResult(kept)).id).toBe("run-1");
    const green = await project.paceline("gate", "baseline", "same.json", "--update-baseline");
    expect(green.exitCode).toBe(0);
    expect((await project.readResult(kept)).id).toBe("run-3");
    await project.paceline("baseline", "promote", "release:v1.0.0");
    expect((await project.readResult(kept)).id).toBe("run-2");
  });

  test("a name that leads out of the results is refused", async () => {
    await using project = await createProject(files);
    const ended = await project.paceline("release", "../x", "a.json");
    expect([ended.exitCode, ended.stderr]).toEqual([2, expect.stringContaining('option "name"')]);
  });

  test("imports and exports go through the files of other tools", async () => {
    await using project = await createProject(files);
    await project.paceline("export", "a.json", "--output", "out.json");
    expect((await project.paceline("import", "out.json")).exitCode).toBe(0);
    expect((await project.paceline("trends")).stdout).toContain("group/b");
    const bad = await project.paceline("import", "a.json", "list.json");
    expect(bad.exitCode).toBe(5);
    const { stdout } = await project.paceline("export", "a.json", "--to", "csv");
    expect(stdout.split("\r\n")[0]).toBe("benchmark,fork,round,time_ns");
  });
});

describe("trends", () => {
  test("finds the three changes planted in 200 runs, and nothing in the quiet series", async () => {
    const dayMs = 86_400_000;
    const history = Array.from({ length: 200 }, (_, index) => {
      const startedAt = new Date(Date.now() - ((200 - index) / 8) * dayMs).toISOString();
      const factors = [index >= 60 ? 1.12 : 1, index >= 120 ? 0.9 : 1, index >= 150 ? 1.2 : 1, 1];
      const run = makeRun(
        factors.map((factor, place) => {
          const forks = scatteredForks(1000 * factor, { seed: index * 7 + place, forkCount: 1 });
          return makeBenchmark("abcd"[place]!, forks, {
            metrics: [makeMetric("time", { unit: "ns", median: forks[0]![4]! })],
          });
        }),
        {
          id: `run-${index}`,
          startedAt,
          commit: {
            id: `${String(index).padStart(7, "0")}fff`,
            branch: "main",
            authoredAt: startedAt,
            isDirty: false,
          },
        },
      );
      return [`results/daily/${String(index).padStart(4, "0")}_results.json`, text(run)];
    });
    await using project = await createProject(Object.fromEntries(history));
    const { stdout, exitCode } = await project.paceline("trends", "--days", "30");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("4 series · 3 changes");
    for (const commit of ["0000060", "0000120", "0000150"]) expect(stdout).toContain(`..${commit}`);

    await writeFile(join(project.folder, "results/.history.sqlite"), "damaged");
    expect((await project.paceline("trends", "--days", "30")).stdout).toBe(stdout);
    await writeFile(join(project.folder, "results/daily/bad_results.json"), "{");
    const partly = await project.paceline("trends", "--days", "30");
    expect([partly.exitCode, partly.stderr]).toEqual([
      5,
      expect.stringContaining("bad_results.json"),
    ]);
  });

  test("with an index that another program holds locked, say so and lose nothing", async () => {
    await using project = await createProject({
      "results/daily/a_results.json": text(suite(1)),
    });
    expect((await project.paceline("trends")).exitCode).toBe(0);
    using holder = new DatabaseSync(join(project.folder, "results/.history.sqlite"));
    holder.exec("BEGIN EXCLUSIVE");
    const locked = await project.paceline("trends");
    expect([locked.exitCode, locked.stderr]).toEqual([5, expect.stringContaining("locked")]);
    holder.exec("ROLLBACK");
    expect((await project.paceline("trends")).exitCode).toBe(0);
  });

  test("of nothing, and of a server that is not there, say so", async () => {
    await using project = await createProject();
    const nothing = await project.paceline("trends");
    expect([nothing.exitCode, nothing.stdout]).toEqual([5, "no results in this time\n"]);
    const gone = await project.paceline("trends", "--history", "postgres://127.0.0.1:1/x");
    expect([gone.exitCode, gone.stderr]).toEqual([5, expect.stringContaining("cannot be used")]);
  });
});

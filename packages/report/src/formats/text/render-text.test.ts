import { stripVTControlCharacters } from "node:util";

import { describe, expect, test } from "vitest";

import { doubtfulRun } from "../../../test/doubtful-run.ts";
import { exampleBenchmark, exampleRun } from "../../../test/example-run.ts";
import { COLUMN_NAMES } from "../../table/columns.ts";
import { renderText } from "./render-text.ts";
import type { TextOptions } from "./render-text.ts";

const render = (options: Partial<TextOptions> = {}, result = exampleRun()): string =>
  renderText(result, { width: 80, isColored: false, ...options });

describe("renderText", () => {
  test("shows every statistic of a run in 80 columns", () => {
    expect(render()).toMatchInlineSnapshot(`
      "paceline 0.1.0 · preset quick · 3 forks · seed 1
      AMD EPYC 7763 64-Core Processor × 2 · 8.0 GiB · linux x64 · Node 24.21.0
      commit 0123456 (main, modified)

      agent-spawning               min      mean    median       iqr     ops/s  rounds
                                   max    stddev  ± median  outliers  agents/s   ratio
      ────────────────────────────────────────────────────────────────────────────────
        spawn one              11.3 µs   12.0 µs   11.8 µs    237 ns  83.2 k/s  60×338
                               19.8 µs    403 ns    ±1.2 %       3;5  84.5 k/s       –
          heap per agent 1.891 KiB
        spawn many              125 µs    133 µs    131 µs   2.63 µs  7.50 k/s   60×30
          agentCount=10         220 µs   4.47 µs    ±8.0 %       3;5  76.1 k/s   ×1.00
        spawn many              145 ms  154.3 ms  152.0 ms   3.04 ms  6.48  /s    60×1
          agentCount=10000      254 ms   5.17 ms    ±0.2 %       3;5  65.8 k/s  ×1,157

      message-throughput           min      mean    median       iqr     ops/s  rounds
                                   max    stddev  ± median  outliers             ratio
      ────────────────────────────────────────────────────────────────────────────────
        route through a         184 ns    195 ns    192 ns   3.85 ns   5.1 M/s  60×21k
          linear list of        322 ns   6.54 ns     ±30 %       3;5              ×616
          topics
        no-op                 0.298 ns  0.317 ns  0.312 ns  0.006 ns  3.16 G/s  60×13M
                              0.522 ns  0.011 ns    ±2.0 %       3;5             ×1.00

      ±: 95 % interval over forks · outliers: beyond 1 stddev; beyond 1.5 iqr
      rounds × iterations · ratio: to the best median

      Targets  1 met, 1 missed
        Component           Metric            Target    Current  Status
      ───────────────────────────────────────────────────────────────────────
        Agent Spawning      Single agent      < 50 ms   11.8 µs  ✓ met
        Message Throughput  Simple routing    > 5 M/s  4.10 M/s  ✗ missed

      Stretch targets  1 not proven
        Component           Metric            Target    Current  Status
      ───────────────────────────────────────────────────────────────────────
        Agent Spawning      Memory per agent  < 2 KiB  1.89 KiB  ? not proven

      5 benchmarks in 15 forks, 1 min 52 s
      "
    `);
  });

  test("uses a wide terminal for more columns and whole names", () => {
    expect(render({ width: 120 })).toMatchInlineSnapshot(`
      "paceline 0.1.0 · preset quick · 3 forks · seed 1
      AMD EPYC 7763 64-Core Processor × 2 · 8.0 GiB · linux x64 · Node 24.21.0 · commit 0123456 (main, modified)

      agent-spawning                                min      mean          median       iqr     ops/s  allocated  rounds
                                                    max    stddev        interval  outliers  agents/s      forks   ratio
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        spawn one                               11.3 µs   12.0 µs         11.8 µs    237 ns  83.2 k/s   1.22 KiB  60×338
                                                19.8 µs    403 ns    11.7–12.0 µs       3;5  84.5 k/s          3       –
          heap per agent 1.891 KiB
        spawn many                               125 µs    133 µs          131 µs   2.63 µs  7.50 k/s   1.22 KiB   60×30
          agentCount=10                          220 µs   4.47 µs      121–142 µs       3;5  76.1 k/s          3   ×1.00
        spawn many                               145 ms  154.3 ms        152.0 ms   3.04 ms  6.48  /s   1.22 KiB    60×1
          agentCount=10000                       254 ms   5.17 ms  151.7–152.3 ms       3;5  65.8 k/s          3  ×1,157

      message-throughput                            min      mean          median       iqr     ops/s  allocated  rounds
                                                    max    stddev        interval  outliers                forks   ratio
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        route through a linear list of topics    184 ns    195 ns          192 ns   3.85 ns   5.1 M/s   1.22 KiB  60×21k
                                                 322 ns   6.54 ns      135–250 ns       3;5                    3    ×616
        no-op                                  0.298 ns  0.317 ns        0.312 ns  0.006 ns  3.16 G/s   1.22 KiB  60×13M
                                               0.522 ns  0.011 ns  0.306–0.318 ns       3;5                    3   ×1.00

      interval: 95 %, over forks · outliers: beyond 1 stddev; beyond 1.5 iqr · rounds × iterations · ratio: to the best median

      Targets  1 met, 1 missed
        Component           Metric            Target    Current  Status
      ───────────────────────────────────────────────────────────────────────
        Agent Spawning      Single agent      < 50 ms   11.8 µs  ✓ met
        Message Throughput  Simple routing    > 5 M/s  4.10 M/s  ✗ missed

      Stretch targets  1 not proven
        Component           Metric            Target    Current  Status
      ───────────────────────────────────────────────────────────────────────
        Agent Spawning      Memory per agent  < 2 KiB  1.89 KiB  ? not proven

      5 benchmarks in 15 forks, 1 min 52 s
      "
    `);
  });

  test("says doubts once and failures in full", () => {
    const text = render({ closing: ["saved in results/last_run.json"] }, doubtfulRun());
    expect(text.slice(text.indexOf("message-throughput "))).toMatchInlineSnapshot(`
      "message-throughput           min      mean    median       iqr     ops/s  rounds
                                   max    stddev  ± median  outliers             ratio
      ────────────────────────────────────────────────────────────────────────────────
        route through a         184 ns    195 ns    192 ns   3.85 ns   5.1 M/s  60×21k
          linear list of        322 ns   6.54 ns     ±30 %       3;5              ×616
          topics
        no-op                 0.298 ns  0.317 ns  0.312 ns  0.006 ns  3.16 G/s  60×13M
                              0.522 ns  0.011 ns    ±2.0 %       3;5             ×1.00
      ✗ broken  failed
      … not reached  not measured

      ±: 95 % interval over forks · outliers: beyond 1 stddev; beyond 1.5 iqr
      rounds × iterations · ratio: to the best median

      Targets  1 met, 1 missed
        Component           Metric            Target    Current  Status
      ───────────────────────────────────────────────────────────────────────
        Agent Spawning      Single agent      < 50 ms   11.8 µs  ✓ met
        Message Throughput  Simple routing    > 5 M/s  4.10 M/s  ✗ missed

      Stretch targets  1 not proven
        Component           Metric            Target    Current  Status
      ───────────────────────────────────────────────────────────────────────
        Agent Spawning      Memory per agent  < 2 KiB  1.89 KiB  ? not proven

      Warnings  what may be wrong with numbers
      ! machine-busy: the threads of a fork waited for a core up to 31 % of the
        measured time. Likely: other programs run on this machine. Try: close them, or
        buy certainty with more --max-forks.
        in spawn one, spawn many [agentCount=10]

      Errors
      ✗ bench/syntax.bench.ts
        while loading the file
        SyntaxError: Unexpected token '}'
        at bench/syntax.bench.ts:4

      ✗ agent-spawning/spawn many[agentCount=10]
        bench/agent-spawning.bench.ts, while measuring, fork 2
        RangeError: Invalid array length
        at /home/ada/project/src/grow.ts:10:3
        last output:
        │ first line
        │ second line

      ✗ message-throughput/broken
        bench/message-throughput.bench.ts, while measuring, in 3 forks
        RangeError: Invalid array length
        at bench/message-throughput.bench.ts:3:9
        last output:
        │ first line
        │ second line

      7 benchmarks in 15 forks, 1 min 52 s · 2 failed · 1 file could not be loaded
      1 not finished · interrupted
      saved in results/last_run.json
      "
    `);
  });

  test("keeps the columns that were asked for, in their order, folded where they do not fit", () => {
    const text = render({ columns: ["p99", "median", "iterations", "forks"], timeUnit: "us" });
    expect(text.split("\n").slice(4, 12).join("\n")).toMatchInlineSnapshot(`
      "agent-spawning                               p99       median  iterations  forks
      ────────────────────────────────────────────────────────────────────────────────
        spawn one                              18.9 µs      11.8 µs         338      3
          heap per agent 1.891 KiB
        spawn many [agentCount=10]              210 µs       131 µs          30      3
        spawn many [agentCount=10000]       243,200 µs   152,000 µs           1      3

      message-throughput                           p99       median  iterations  forks"
    `);
    const folded = render({ columns: COLUMN_NAMES, width: 60 });
    expect(folded.split("\n").slice(4, 16).join("\n")).toMatchInlineSnapshot(`
      "agent-spawning                     min         iqr     ratio
                                         max    outliers       p95
                                        mean       ops/s       p99
                                      stddev    agents/s       mad
                                      median      rounds     forks
                                    interval  iterations
                                    ± median   allocated
      ────────────────────────────────────────────────────────────
        spawn one                    11.3 µs      237 ns         –
                                     19.8 µs         3;5   15.4 µs
                                     12.0 µs    83.2 k/s   18.9 µs
                                      403 ns    84.5 k/s    118 ns"
    `);
  });

  test("sorts numerically and groups by a parameter", () => {
    const text = render({ sort: "name", groupBy: ["param:agentCount"], columns: ["median"] });
    expect(text.split("\n").slice(4).join("\n")).toMatchInlineSnapshot(`
      "without agentCount                         median
      ─────────────────────────────────────────────────
        no-op                                  0.312 ns
        route through a linear list of topics    192 ns
        spawn one                               11.8 µs
          heap per agent 1.891 KiB

      agentCount=10                              median
      ─────────────────────────────────────────────────
        spawn many [agentCount=10]               131 µs

      agentCount=10000                           median
      ─────────────────────────────────────────────────
        spawn many [agentCount=10000]          152.0 ms

      Targets  1 met, 1 missed
        Component           Metric            Target    Current  Status
      ───────────────────────────────────────────────────────────────────────
        Agent Spawning      Single agent      < 50 ms   11.8 µs  ✓ met
        Message Throughput  Simple routing    > 5 M/s  4.10 M/s  ✗ missed

      Stretch targets  1 not proven
        Component           Metric            Target    Current  Status
      ───────────────────────────────────────────────────────────────────────
        Agent Spawning      Memory per agent  < 2 KiB  1.89 KiB  ? not proven

      5 benchmarks in 15 forks, 1 min 52 s
      "
    `);
  });

  test("has colour only when asked to, and says the same without it", () => {
    const options = { closing: ["exit 1: a benchmark failed"] };
    const plain = render(options, doubtfulRun());
    const colored = render({ ...options, isColored: true }, doubtfulRun());
    expect(plain).toBe(stripVTControlCharacters(plain));
    expect(stripVTControlCharacters(colored)).toBe(plain);
    expect(colored).not.toBe(plain);
  });

  test("says one line of all doubts of a smoke run, and keeps to failures", () => {
    const text = renderText({ ...doubtfulRun(), preset: "smoke" }, { width: 80, isColored: false });
    expect(text).toContain("a smoke run proves that everything runs, not how fast it is\n");
    expect(text).not.toContain("machine-busy");
    expect(text).toContain("Errors\n");
  });

  test("says forty warnings of one kind in one paragraph", () => {
    const benchmarks = Array.from({ length: 40 }, (_, index) =>
      exampleBenchmark("group", `number ${index}`, 100, {
        warnings: [{ code: "few-forks", forkCount: 1 }],
      }),
    );
    const text = render({}, exampleRun({ benchmarks }));
    expect(text.match(/few-forks/g)).toHaveLength(1);
    expect(text).toContain("in all 40 benchmarks");
  });

  test("is one short page for a run of nothing", () => {
    const text = render({}, exampleRun({ benchmarks: [] }));
    expect(text).toContain("0 benchmarks in 0 forks");
  });
});

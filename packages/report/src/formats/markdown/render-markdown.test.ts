import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { doubtfulRun } from "../../../test/doubtful-run.ts";
import { exampleBenchmark, exampleRun } from "../../../test/example-run.ts";
import { renderMarkdown } from "./render-markdown.ts";

describe("renderMarkdown", () => {
  test("has the tables, targets, doubts and errors of the terminal", () => {
    expect(renderMarkdown(doubtfulRun(), { columns: ["median", "margin", "ops"] }))
      .toMatchInlineSnapshot(`
        "## Benchmarks

        paceline 0.1.0 · preset quick · 3 forks · seed 1 · AMD EPYC 7763 64-Core Processor × 2 · 8.0 GiB · linux x64 · Node 24.21.0 · commit 0123456 (main, modified)

        ### agent-spawning

        | benchmark | median | ± median | ops/s |
        |:--|--:|--:|--:|
        | spawn one | 11.8 µs | ±1.2 % | 83.2 k/s |
        | spawn many \\[agentCount=10\\] | 131 µs | ±8.0 % | 7.50 k/s |
        | spawn many \\[agentCount=10000\\] | 152.0 ms | ±0.2 % | 6.48 /s |

        - spawn one: heap per agent 1.891 KiB

        ### message-throughput

        | benchmark | median | ± median | ops/s |
        |:--|--:|--:|--:|
        | route through a linear list of topics | 192 ns | ±30 % | 5.1 M/s |
        | no-op | 0.312 ns | ±2.0 % | 3.16 G/s |

        - broken: failed
        - not reached: not measured

        ### Targets: 1 met, 1 missed

        | Component | Metric | Target | Current | Status |
        |:--|:--|:--|--:|:--|
        | Agent Spawning | Single agent | &lt; 50 ms | 11.8 µs | ✓ met |
        | Message Throughput | Simple routing | &gt; 5 M/s | 4.10 M/s | ✗ missed |

        ### Stretch targets: 1 not proven

        | Component | Metric | Target | Current | Status |
        |:--|:--|:--|--:|:--|
        | Agent Spawning | Memory per agent | &lt; 2 KiB | 1.89 KiB | ? not proven |

        ### Warnings

        - **machine-busy** in 2 benchmarks: the threads of a fork waited for a core up to 31 % of the measured time. Likely: other programs run on this machine. Try: close them, or buy certainty with more --max-forks.

        ### Errors

        **bench/syntax.bench.ts**, while loading the file

        \`\`\`text
        SyntaxError: Unexpected token '}'
        at bench/syntax.bench.ts:4
        \`\`\`

        **agent-spawning/spawn many\\[agentCount=10\\] in bench/agent-spawning.bench.ts**, while measuring, fork 2

        \`\`\`text
        RangeError: Invalid array length
        at /home/ada/project/src/grow.ts:10:3
        last output:
        first line
        second line
        \`\`\`

        **message-throughput/broken in bench/message-throughput.bench.ts**, while measuring, in 3 forks

        \`\`\`text
        RangeError: Invalid array length
        at bench/message-throughput.bench.ts:3:9
        last output:
        first line
        second line
        \`\`\`

        7 benchmarks in 15 forks, 1 min 52 s · 2 failed · 1 file could not be loaded · 1 not finished · interrupted
        "
      `);
  });

  test("says one line of all doubts of a smoke run", () => {
    const text = renderMarkdown({ ...doubtfulRun(), preset: "smoke" });
    expect(text).toContain("\n\na smoke run proves that everything runs, not how fast it is\n\n");
    expect(text).not.toContain("machine-busy");
  });

  test("keeps every row a row, whatever the names", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("|", "a\n| b |", "\\|", "`", "<b>"),
    );
    fc.assert(
      fc.property(name, name, (group, benchmark) => {
        const markdown = renderMarkdown(
          exampleRun({ benchmarks: [exampleBenchmark(group, benchmark, 100)] }),
        );
        const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
        const cellCounts = rows.map((row) => row.replaceAll(/\\[\\|]/g, "").split("|").length);
        expect(rows).toHaveLength(3);
        expect(new Set(cellCounts).size).toBe(1);
      }),
      { numRuns: 50 },
    );
  });
});

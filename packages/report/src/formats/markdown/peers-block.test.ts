import { describe, expect, test } from "vitest";

import { exampleBenchmark, exampleBenchmarks, exampleRun } from "../../../test/example-run.ts";
import { examplePeer, peeredBenchmarks } from "../../../test/peered-run.ts";
import { peerBlocks } from "./peers-block.ts";
import { renderMarkdown } from "./render-markdown.ts";

const render = (benchmarks = peeredBenchmarks): string =>
  peerBlocks(benchmarks)
    .map((lines) => lines.join("\n"))
    .join("\n\n");

describe("peerBlocks", () => {
  test("says what the terminal says", () => {
    expect(render()).toMatchInlineSnapshot(`
      "### Beside peers

      | Benchmark | Peer | Its median | Our median | Ratio |
      |:--|:--|--:|--:|--:|
      | explorer \\[gridSize=5\\] | pymdp 0.0.7.1 | 2.96 ms | 1.501 µs | ×1,970 as fast |
      | T-maze over four steps | pymdp 0.0.7.1 | 271 ms | 118 µs | ×2,300 as fast |
      | T-maze over four steps | cpp-AIF | 16.2 µs | 118 µs | ×0.14 as fast |
      | memory · heap per agent | pymdp 0.0.7.1 | 12.0 KiB | 1.50 KiB | ×8.00 as small |
      | broken | pymdp 0.0.7.1 | 36.1 ms | – | – |

      Peers were measured elsewhere, not in this run:

      - pymdp 0.0.7.1: one core of a 2.8 GHz Xeon, Python 3.11 · best of two runs of 20-step episodes with scripted observations
      - cpp-AIF: one core of a 2.8 GHz Xeon, g++ -O3 · its own example, compiled and timed"
    `);
    expect(renderMarkdown(exampleRun({ benchmarks: peeredBenchmarks }))).toContain(render());
  });

  test("keeps names from being markup", () => {
    const name = "a|b\n<i>@all</i> https://example.org";
    const peer = { ...examplePeer, peer: name, measuredOn: name, source: name };
    const markdown = render([exampleBenchmark("g", name, 100, { peers: [peer] })]);
    expect(markdown).not.toMatch(/[^\\]\|b|<i>|@all|:\/\//);
    expect(markdown.split("\n").filter((line) => line.startsWith("|"))).toHaveLength(3);
  });

  test("is not there without peers", () => {
    expect(peerBlocks(exampleBenchmarks())).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { exampleBenchmark, exampleBenchmarks } from "../../../test/example-run.ts";
import { examplePeer, peeredBenchmarks } from "../../../test/peered-run.ts";
import { displayWidth } from "../../words/display-width.ts";
import { createPaint } from "../../words/paint.ts";
import { renderPeers } from "./peers-table.ts";
import { WIDTH_MIN } from "./render-text.ts";

const render = (width: number, benchmarks = peeredBenchmarks): string =>
  renderPeers(benchmarks, width, createPaint(false)).join("\n");

describe("renderPeers", () => {
  test("puts peers beside us in 80 columns", () => {
    expect(render(80)).toMatchInlineSnapshot(`
      "Beside peers
        Benchmark                Peer           Its median  Our median           Ratio
      ────────────────────────────────────────────────────────────────────────────────
        explorer [gridSize=5]    pymdp 0.0.7.1     2.96 ms    1.501 µs  ×1,970 as fast
        T-maze over four steps   pymdp 0.0.7.1      271 ms      118 µs  ×2,300 as fast
                                 cpp-AIF           16.2 µs      118 µs   ×0.14 as fast
        memory · heap per agent  pymdp 0.0.7.1    12.0 KiB    1.50 KiB  ×8.00 as small
        broken                   pymdp 0.0.7.1     36.1 ms           –               –
      Peers were measured elsewhere, not in this run:
        - pymdp 0.0.7.1: one core of a 2.8 GHz Xeon, Python 3.11 · best of two runs of
          20-step episodes with scripted observations
        - cpp-AIF: one core of a 2.8 GHz Xeon, g++ -O3 · its own example, compiled and
          timed
      "
    `);
  });

  test("has names on one line where the terminal is wide", () => {
    expect(render(120)).toMatchInlineSnapshot(`
      "Beside peers
        Benchmark                Peer           Its median  Our median           Ratio
      ────────────────────────────────────────────────────────────────────────────────
        explorer [gridSize=5]    pymdp 0.0.7.1     2.96 ms    1.501 µs  ×1,970 as fast
        T-maze over four steps   pymdp 0.0.7.1      271 ms      118 µs  ×2,300 as fast
                                 cpp-AIF           16.2 µs      118 µs   ×0.14 as fast
        memory · heap per agent  pymdp 0.0.7.1    12.0 KiB    1.50 KiB  ×8.00 as small
        broken                   pymdp 0.0.7.1     36.1 ms           –               –
      Peers were measured elsewhere, not in this run:
        - pymdp 0.0.7.1: one core of a 2.8 GHz Xeon, Python 3.11 · best of two runs of 20-step episodes with scripted
          observations
        - cpp-AIF: one core of a 2.8 GHz Xeon, g++ -O3 · its own example, compiled and timed
      "
    `);
  });

  test("stacks them where it is narrow", () => {
    expect(render(44)).toMatchInlineSnapshot(`
      "Beside peers
        explorer [gridSize=5]: pymdp 0.0.7.1
          its 2.96 ms · ours 1.501 µs
          ×1,970 as fast
        T-maze over four steps: pymdp 0.0.7.1
          its 271 ms · ours 118 µs
          ×2,300 as fast
        T-maze over four steps: cpp-AIF
          its 16.2 µs · ours 118 µs
          ×0.14 as fast
        memory · heap per agent: pymdp 0.0.7.1
          its 12.0 KiB · ours 1.50 KiB
          ×8.00 as small
        broken: pymdp 0.0.7.1
          its 36.1 ms · ours –
      Peers were measured elsewhere, not in this
      run:
        - pymdp 0.0.7.1: one core of a 2.8 GHz
          Xeon, Python 3.11 · best of two runs of
          20-step episodes with scripted
          observations
        - cpp-AIF: one core of a 2.8 GHz Xeon, g++
          -O3 · its own example, compiled and
          timed
      "
    `);
  });

  test("says which statistic where they differ, and which group where names are the same", () => {
    const benchmarks = ["a", "b"].map((group) =>
      exampleBenchmark(group, "step", 100, {
        peers: [{ ...examplePeer, statistic: group === "a" ? "min" : "median" }],
      }),
    );
    expect(render(80, benchmarks).split("\n").slice(0, 5).join("\n")).toMatchInlineSnapshot(`
      "Beside peers
        Benchmark        Peer           Its figure  Our figure            Ratio
      ─────────────────────────────────────────────────────────────────────────
        a/step · min     pymdp 0.0.7.1     2.96 ms     95.5 ns  ×31,000 as fast
        b/step · median  pymdp 0.0.7.1     2.96 ms      100 ns  ×29,600 as fast"
    `);
  });

  test("is not there without peers", () => {
    expect(renderPeers(exampleBenchmarks(), 80, createPaint(false))).toEqual([]);
  });

  test("fits the width and is free of control characters, whatever the names and numbers", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
    const figure = fc.double({ min: 1e-3, max: 1e15, noNaN: true });
    const names = fc.record({ peer: text, measuredOn: text, source: text, unit: text });
    const options = [text, names, figure, fc.integer({ min: WIDTH_MIN, max: 160 })] as const;
    fc.assert(
      fc.property(...options, (name, peer, value, width) => {
        const hostile = exampleBenchmark(name, name, 100, {
          peers: [
            { ...examplePeer, ...peer, value, metric: name },
            { ...examplePeer, value },
          ],
        });
        for (const line of render(width, [hostile, ...peeredBenchmarks]).split("\n")) {
          expect(displayWidth(line), line).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
      { numRuns: 60 },
    );
  });
});

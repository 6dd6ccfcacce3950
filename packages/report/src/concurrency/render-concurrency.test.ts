import { describe, expect, test } from "vitest";

import { exampleStudy } from "../../test/example-study.ts";
import { displayWidth } from "../words/display-width.ts";
import { renderSvgPlot } from "./plot/svg-plot.ts";
import { renderConcurrency } from "./render-concurrency.ts";

const render = (study = exampleStudy, width = 80): string =>
  renderConcurrency(study, {
    width,
    isColored: false,
    facts: ["2 cores"],
    closing: ["the time was up: ".padEnd(150, "so ")],
  });

describe("renderConcurrency", () => {
  test.for([80, 100, 140])("never writes beyond a terminal of %i columns", (width) => {
    const tooWide = render(exampleStudy, width)
      .split("\n")
      .filter((line) => displayWidth(line) > width);
    expect(tooWide).toEqual([]);
  });

  test("shows the published table with and without start-up, and the original's number beside", () => {
    const lines = render().split("\n");
    expect(lines.filter((line) => line.includes("×49.35"))).toEqual([
      "       1     3.75 k/s       125 /s       100 /s  ×1.3 (1.0–1.6)        ×49.35",
    ]);
    expect(render()).toContain("       1      150 k/s     5.00 k/s     4.00 k/s  ×1.3 (1.0–1.6)");
  });

  test("says of each claim what holds, by how much, and what was claimed", () => {
    const text = render(exampleStudy, 120);
    expect(text).toContain(
      "  threads are faster         ✓ holds          ×1.5 (1.2–2.0), below the claimed ×2 to ×10",
    );
    expect(text).toContain(
      "  threads take less memory   ✗ does not hold  ×1.0 (0.80–1.3), below the claimed ×3 to ×5",
    );
    expect(text).toContain("  threads scale better       ? unclear        not measured");
  });

  test("says from where on what pays, and where nothing does", () => {
    const text = render(exampleStudy, 120);
    expect(text).toContain("  threads    from 120 agents (80 agents – never), at 6.60 µs a step");
    expect(text).toContain(
      "  processes  at no work from 5.00 µs to 100 µs per agent and call, with 10 agents",
    );
  });

  test("gives the law with intervals, and why it cannot be leaned on", () => {
    expect(render()).toContain("1: 10.0 k/s (100 %)  2: 20.0 k/s (100 %)  3: 20.0 k/s (67 %)");
    expect(render()).toContain("contention 4.0 % (0–12)");
    expect(render()).toContain("but the data do not show that there is a peak");
    expect(render()).toContain("cannot tell: a single fork of some cell");
  });

  test("recommends with the evidence that it rests on", () => {
    expect(render()).toContain("Use threads with 2 workers where agents are as many");
    expect(render()).toContain("at best threads run at ×2.0 (1.6–2.6) of the event loop");
  });

  test("tells an error once, however many cells it cost", () => {
    expect(render().match(/worker 1 was lost/g)).toHaveLength(1);
    expect(render()).toContain("Errors: 2 cells could not be measured");
  });

  test("prints nothing that a module's name could do to a terminal", () => {
    const text = render({ ...exampleStudy, scenario: "a\u001b[31mb" });
    expect(text).not.toContain("\u001b");
    expect(text).toContain(String.raw`a\u001b[31mb agents`);
  });
});

describe("the plot", () => {
  test("puts the fastest on top, the slowest at the bottom, and the fewest agents to the left", () => {
    const lines = render().split("\n");
    const top = lines.findIndex((line) => line.startsWith("   310 k/s │"));
    expect(lines[top]!.at(-1)).toBe("t");
    expect(lines[top + 10]).toBe("  4.00 k/s │p");
    expect(lines[top + 12]).toMatch(/^ +1 +10 +1000 agents$/);
  });

  test("is one SVG with a mark for each point, and escapes names", () => {
    const svg = renderSvgPlot({ ...exampleStudy, scenario: `<script> & "co" \u0007` });
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg.match(/<polygon/g)).toHaveLength(3);
    expect(svg.match(/<polyline/g)).toHaveLength(3);
    expect(svg).toContain("&#60;script&#62; &#38; &#34;co&#34; \ufffd");
    expect(svg).not.toContain("NaN");
  });

  test("says that nothing was measured rather than drawing nothing", () => {
    expect(renderSvgPlot({ ...exampleStudy, rows: [] })).toContain("nothing was measured");
  });
});

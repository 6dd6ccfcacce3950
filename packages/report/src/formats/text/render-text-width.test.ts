import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { doubtfulRun, everyWarning } from "../../../test/doubtful-run.ts";
import { exampleBenchmark, exampleBenchmarks, exampleRun } from "../../../test/example-run.ts";
import { COLUMN_NAMES } from "../../table/columns.ts";
import { displayWidth } from "../../words/display-width.ts";
import { renderText, WIDTH_MIN } from "./render-text.ts";
import type { TextOptions } from "./render-text.ts";

const render = (options: Partial<TextOptions>, result = exampleRun()): string =>
  renderText(result, { width: 80, isColored: false, ...options });

describe("every line of renderText", () => {
  const name = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
  const benchmark = fc
    .record({
      group: fc.oneof(fc.constantFrom("a", "b"), name),
      name,
      parameter: fc.option(fc.tuple(name, name)),
      timeNs: fc.double({ min: 1e-3, max: 1e13, noNaN: true }),
      itemsUnit: fc.option(name),
    })
    .map(({ group, parameter, timeNs, itemsUnit, ...rest }) =>
      exampleBenchmark(group, rest.name, timeNs, {
        itemsUnit,
        parameters: parameter === null ? {} : { [parameter[0]]: parameter[1] },
        warnings: everyWarning,
      }),
    );

  test("fits the width, whatever the names and numbers", () => {
    fc.assert(
      fc.property(
        fc.array(benchmark, { maxLength: 4 }),
        fc.integer({ min: WIDTH_MIN, max: 160 }),
        fc.option(fc.subarray([...COLUMN_NAMES])),
        (benchmarks, width, columns) => {
          const options = columns === null ? { width } : { width, columns };
          const run = { ...doubtfulRun(), benchmarks: [...exampleBenchmarks(), ...benchmarks] };
          for (const line of render(options, run).split("\n"))
            expect(displayWidth(line), line).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is free of control characters, whatever the names", () => {
    fc.assert(
      fc.property(benchmark, (hostile) => {
        const text = render({}, exampleRun({ benchmarks: [hostile] }));
        expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 40 },
    );
  });
});

import type { MetricSummary } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { timeSummary } from "../../test/example-run.ts";
import { examplePeer } from "../../test/peered-run.ts";
import { quantityText } from "../quantity/quantity.ts";
import { formatRatio } from "./format-ratio.ts";

const ratioText = (value: number, ours: MetricSummary | undefined): string =>
  quantityText(formatRatio({ ...examplePeer, unit: ours?.unit ?? "ns", value }, ours));

describe("formatRatio", () => {
  test("has the digits that our interval supports, three at most", () => {
    expect(ratioText(2_957_000, timeSummary(1501, 0.0001))).toBe("×1,970 as fast");
    expect(ratioText(2_957_000, timeSummary(1501, 0.2))).toBe("×2,000 as fast");
    expect(ratioText(1000, timeSummary(83.4, 0.01))).toBe("×12.0 as fast");
    expect(ratioText(999.6, timeSummary(1000, 0.01))).toBe("×1.00 as fast");
  });

  test("is below one where we are slower", () => {
    expect(ratioText(80, timeSummary(100, 0.2))).toBe("×0.80 as fast");
    expect(ratioText(1, timeSummary(24_700, 0.2))).toBe("×0.000040 as fast");
  });

  test("is above one for what is better, whichever way that is", () => {
    const rate = { ...timeSummary(600, 0.01), unit: "per-second", direction: "higher" } as const;
    expect(ratioText(300, rate)).toBe("×2.00 as fast");
    expect(ratioText(300, { ...timeSummary(100, 0.01), unit: "bytes" })).toBe("×3.00 as small");
    expect(ratioText(300, { ...rate, unit: "rewards" })).toBe("×2.00 as good");
  });

  test("compares the statistic that the peer's figure is", () => {
    const ours = { ...timeSummary(100, 0.01), min: 50 };
    expect(quantityText(formatRatio({ ...examplePeer, statistic: "min", value: 100 }, ours))).toBe(
      "×2.00 as fast",
    );
  });

  test.for([
    ["nothing was measured", undefined],
    ["neither way is better", { ...timeSummary(100, 0.01), direction: "none" }],
    ["ours is nothing", timeSummary(0, 0.01)],
    ["the sign differs", timeSummary(-5, 0.01)],
  ] satisfies [string, MetricSummary | undefined][])("is absent where %s", ([, ours]) => {
    expect(ratioText(100, ours)).toBe("–");
  });

  test("is absent where the units differ", () => {
    const ours = { ...timeSummary(100, 0.01), unit: "bytes" };
    expect(quantityText(formatRatio(examplePeer, ours))).toBe("–");
  });
});

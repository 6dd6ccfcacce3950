import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { formatBound } from "./format-bound.ts";
import { formatMetric } from "./format-metric.ts";
import { autoTimeUnit, formatElapsed, formatTime } from "./format-time.ts";
import { quantityText } from "./quantity.ts";

describe("formatMetric", () => {
  test.for([
    [0.3123, "ns", "0.312 ns"],
    [11.84, "ns", "11.8 ns"],
    [999.4, "ns", "999 ns"],
    // In three digits this is 1000 ns, which is one microsecond.
    [999.6, "ns", "1.00 µs"],
    [11_840, "ns", "11.8 µs"],
    [152_000_000, "ns", "152 ms"],
    [2_500_000_000, "ns", "2.50 s"],
    [12_345_000_000_000, "ns", "12,345 s"],
    [0, "ns", "0 ns"],
    [312, "bytes", "312 B"],
    [2048, "bytes", "2.00 KiB"],
    [-3_145_728, "bytes", "-3.00 MiB"],
    [123, "per-second", "123 /s"],
    [84_460, "per-second", "84.5 k/s"],
    [5_210_000, "per-second", "5.21 M/s"],
    [0.0312, "ratio", "3.12 %"],
    [12_345, "count", "12,345"],
    [12.34, "tokens", "12.3 tokens"],
    [Number.NaN, "ns", "–"],
    [Infinity, "bytes", "–"],
    [null, "ns", "–"],
  ] as const)("writes %s %s as %s", ([value, unit, text]) => {
    expect(quantityText(formatMetric(value, unit))).toBe(text);
  });

  test("never shows more digits than asked, nor a number of four digits where a larger unit exists", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 9e11, noNaN: true }),
        fc.integer({ min: 2, max: 4 }),
        (timeNs, digitCount) => {
          const { digits } = formatTime(timeNs, "auto", digitCount);
          expect(Number(digits.replaceAll(",", ""))).toBeLessThan(1000);
          expect(digits.replace(/\D/g, "").length).toBeLessThanOrEqual(Math.max(3, digitCount));
        },
      ),
    );
  });

  test("keeps the value within half a unit of its last digit", () => {
    const factors: Readonly<Record<string, number>> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 };
    fc.assert(
      fc.property(fc.double({ min: 1, max: 9e11, noNaN: true }), (timeNs) => {
        const { digits, unit } = formatTime(timeNs, "auto", 3);
        expect(Math.abs(Number(digits) * factors[unit]! - timeNs)).toBeLessThanOrEqual(
          timeNs * 0.0051,
        );
      }),
    );
  });
});

describe("formatTime", () => {
  test("holds a fixed unit, however small the value is in it", () => {
    expect(quantityText(formatTime(11_840, "s"))).toBe("0.0000118 s");
    expect(quantityText(formatTime(152e6, "ns"))).toBe("152,000,000 ns");
    expect(quantityText(formatTime(11_840, "us", 4))).toBe("11.84 µs");
  });

  test("names the unit that it would choose itself", () => {
    expect([12, 12_000, 999.96e3, 3e9].map((timeNs) => autoTimeUnit(timeNs, 3))).toEqual([
      "ns",
      "us",
      "ms",
      "s",
    ]);
  });

  test.for([
    [4e6, "4.0 ms"],
    [0.42e9, "420 ms"],
    [4.21e9, "4.2 s"],
    [42e9, "42 s"],
    [112e9, "1 min 52 s"],
    [3600e9, "60 min"],
  ] as const)("says %s ns as %s in sentences", ([elapsedNs, text]) => {
    expect(formatElapsed(elapsedNs)).toBe(text);
  });
});

describe("formatBound", () => {
  test.for([
    [50e6, "ns", "50 ms"],
    [20_000, "ns", "20 µs"],
    [10e6, "bytes", "10 MB"],
    [10 * 2 ** 20, "bytes", "10 MiB"],
    [2048, "bytes", "2 KiB"],
    [100, "bytes", "100 B"],
    [1000, "per-second", "1,000 /s"],
    [10_000, "per-second", "10,000 /s"],
    [5_000_000, "per-second", "5 M/s"],
    [1234.5, "per-second", "1.23 k/s"],
    [0, "bytes", "0 B"],
    [50, "count", "50"],
  ] as const)("writes %s %s as its author did: %s", ([bound, unit, text]) => {
    expect(formatBound(bound, unit)).toBe(text);
  });
});

import { describe, expect, test } from "vitest";

import { normalCdf, normalQuantile } from "./normal-distribution.ts";

const relativeError = (found: number, expected: number): number =>
  Math.abs(found - expected) / Math.abs(expected);

describe("normalCdf", () => {
  // Oracle, SciPy 1.17.1: scipy.special.ndtr(z).
  test.for([
    [-10, 7.61985302416047e-24],
    [-5, 2.866515718791933e-7],
    [-2.5000001, 0.006209663572946309],
    [-2.4999999, 0.0062096670786064],
    [-1, 0.15865525393145707],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.3, 0.6179114221889526],
    [1.959963984540054, 0.975],
    [2.6, 0.9953388119762813],
    [6, 0.9999999990134123],
    [8, 0.9999999999999993],
  ] as const)("at %d keeps twelve digits of SciPy's %d", ([z, expected]) => {
    expect(relativeError(normalCdf(z), expected)).toBeLessThan(1e-12);
  });

  test("ends at 0 and 1", () => {
    expect([normalCdf(-Infinity), normalCdf(-40), normalCdf(40), normalCdf(Infinity)]).toEqual([
      0, 0, 1, 1,
    ]);
  });
});

describe("normalQuantile", () => {
  // Oracle, SciPy 1.17.1: scipy.special.ndtri(ratio).
  test.for([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [1e-6, -4.753424308822899],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.7, 0.5244005127080407],
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817087],
  ] as const)("at %d keeps eleven digits of SciPy's %d", ([ratio, expected]) => {
    expect(relativeError(normalQuantile(ratio), expected)).toBeLessThan(1e-11);
  });

  test("ends at infinity and meets zero in the middle", () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
  });

  test("rejects a ratio outside [0, 1]", () => {
    expect(() => normalQuantile(95)).toThrow("outside [0, 1]");
  });
});

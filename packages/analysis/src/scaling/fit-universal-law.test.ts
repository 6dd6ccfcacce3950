import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { fitUniversalLaw } from "./fit-universal-law.ts";
import { peakCount, rateAt } from "./universal-law.ts";
import type { UniversalLaw } from "./universal-law.ts";

/** Data sets of the R package usl 3.0.2: SPEC SDM91 by clients, a ray tracer by processors. */
const SPEC_SDM91 = {
  counts: [1, 18, 36, 72, 108, 144, 216],
  rates: [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2],
};
const RAYTRACER = {
  counts: [1, 4, 8, 12, 16, 20, 24, 28, 32, 48, 64],
  rates: [20, 78, 130, 170, 190, 200, 210, 230, 260, 280, 310],
};

type DataSet = typeof SPEC_SDM91;
type Weigh = (rate: number) => number;

const equally: Weigh = () => 1;
const byRate: Weigh = (rate) => rate ** -2;

const pointsOf = ({ counts, rates }: DataSet, weigh: Weigh) =>
  counts.map((count, index) => ({ count, rate: rates[index]!, weight: weigh(rates[index]!) }));

const law = fc.record({
  ratePerWorker: fc.double({ min: 0.1, max: 1e7, noNaN: true }),
  contention: fc.double({ min: 0, max: 0.9, noNaN: true }),
  coherency: fc.double({ min: 0, max: 0.2, noNaN: true }),
});
const exactPoints = (truth: UniversalLaw) =>
  [1, 2, 3, 4, 8, 16].map((count) => ({ count, rate: rateAt(truth, count), weight: 1 }));

describe("fitUniversalLaw", () => {
  // scipy.optimize.curve_fit of SciPy 1.17.1, bounds (0, inf), tolerances 1e-15. The first row is also
  // what the package usl publishes: alpha 0.02773, beta 0.0001044, peak 96.52.
  test.for([
    [SPEC_SDM91, equally, 89.99513933965429, 0.0277283925033541, 0.00010436573215565882],
    [SPEC_SDM91, byRate, 67.70898271331234, 0.013515202987746965, 0.00011509133470919593],
    [RAYTRACER, byRate, 21.444691152541782, 0.056053965283215615, 1.6890502864722172e-6],
    // Unweighted, the ray tracer has no coherency: the bound holds.
    [RAYTRACER, equally, 21.848842976441674, 0.05777078121222158, 0],
  ] as const)(
    "agrees with SciPy on published data",
    ([data, weigh, rate, contention, coherency]) => {
      const fitted = fitUniversalLaw(pointsOf(data, weigh));
      expect(fitted.ratePerWorker / rate).toBeCloseTo(1, 5);
      expect(fitted.contention / contention).toBeCloseTo(1, 4);
      // The ray tracer's sum of squares is flat in it.
      expect(fitted.coherency).toBeCloseTo(coherency, 8);
    },
  );

  test("finds the published peak of SPEC SDM91 at 96.5 clients", () => {
    expect(peakCount(fitUniversalLaw(pointsOf(SPEC_SDM91, equally)))).toBeCloseTo(96.519, 2);
  });

  test("gives back the law that made the data", () => {
    fc.assert(
      fc.property(law, (truth) => {
        const fitted = fitUniversalLaw(exactPoints(truth));
        for (const count of [1, 2, 5, 16, 30]) {
          expect(rateAt(fitted, count) / rateAt(truth, count)).toBeCloseTo(1, 5);
        }
      }),
    );
  });

  test("never leaves the bounds, nor gives a worse fit than plain proportion, whatever the data", () => {
    const rates = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), {
      minLength: 4,
      maxLength: 8,
    });
    fc.assert(
      fc.property(rates, (measured) => {
        const points = measured.map((rate, index) => ({ count: index + 1, rate, weight: 1 }));
        const fitted = fitUniversalLaw(points);
        expect(fitted.ratePerWorker).toBeGreaterThan(0);
        expect(Math.min(fitted.contention, fitted.coherency)).toBeGreaterThanOrEqual(0);
        const errorOf = (candidate: UniversalLaw) =>
          points.reduce((sum, { count, rate }) => sum + (rate - rateAt(candidate, count)) ** 2, 0);
        const proportion =
          points.reduce((sum, { count, rate }) => sum + count * rate, 0) /
          points.reduce((sum, { count }) => sum + count * count, 0);
        const linear = { ratePerWorker: proportion, contention: 0, coherency: 0 };
        expect(errorOf(fitted)).toBeLessThanOrEqual(errorOf(linear) * (1 + 1e-9));
      }),
      // Rates that a fit once left at a worse place than plain proportion.
      {
        examples: [[[4.040885480593968, 24.725200717712998, 0.01, 0.01, 0.01, 29.500952949153394]]],
      },
    );
  });

  test("does not change with the unit of the rates", () => {
    const inSeconds = fitUniversalLaw(pointsOf(SPEC_SDM91, byRate));
    const rates = SPEC_SDM91.rates.map((rate) => rate * 1e6);
    const inMicroseconds = fitUniversalLaw(pointsOf({ ...SPEC_SDM91, rates }, byRate));
    expect(inMicroseconds.contention).toBeCloseTo(inSeconds.contention, 8);
    expect(inMicroseconds.ratePerWorker / inSeconds.ratePerWorker).toBeCloseTo(1e6, 0);
  });
});

describe("peakCount", () => {
  test("is where the rate is highest, by trying all others", () => {
    fc.assert(
      fc.property(law, (truth) => {
        const peak = peakCount(truth);
        fc.pre(peak !== null && peak < 1e6);
        const best = rateAt(truth, peak);
        for (const factor of [0.5, 0.9, 1.1, 2]) {
          const other = Math.max(1, peak * factor);
          expect(rateAt(truth, other)).toBeLessThanOrEqual(best * (1 + 1e-12));
        }
      }),
    );
  });

  test("does not exist without coherency, and is one worker where all work is serial", () => {
    expect(peakCount({ ratePerWorker: 1, contention: 0.1, coherency: 0 })).toBeNull();
    expect(peakCount({ ratePerWorker: 1, contention: 1, coherency: 0 })).toBe(1);
  });
});

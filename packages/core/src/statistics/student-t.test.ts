import { describe, expect, test } from "vitest";

import { studentTQuantile } from "./student-t.ts";

describe("studentTQuantile", () => {
  // Oracle, SciPy 1.17.1: scipy.stats.t.ppf(ratio, degreesOfFreedom).
  test.for([
    { degreesOfFreedom: 1, at975: 12.706204736174694, at9999: 3183.098757118502 },
    { degreesOfFreedom: 2, at975: 4.302652729749462, at9999: 70.70007107496818 },
    { degreesOfFreedom: 3, at975: 3.1824463052837078, at9999: 22.203742273205 },
    { degreesOfFreedom: 4, at975: 2.7764451051977934, at9999: 13.033671720896821 },
    { degreesOfFreedom: 9, at975: 2.262157162798205, at9999: 6.010132129081531 },
    { degreesOfFreedom: 30, at975: 2.0422724563012378, at9999: 4.23398595727206 },
    { degreesOfFreedom: 500, at975: 1.9647198374673676, at9999: 3.746778899057784 },
    { degreesOfFreedom: 10_000, at975: 1.960201239890626, at9999: 3.7203958691176684 },
  ])(
    "is that of SciPy with $degreesOfFreedom degrees of freedom",
    ({ degreesOfFreedom, at975, at9999 }) => {
      expect(studentTQuantile(0.975, degreesOfFreedom) / at975).toBeCloseTo(1, 9);
      expect(studentTQuantile(0.9999, degreesOfFreedom) / at9999).toBeCloseTo(1, 8);
    },
  );

  test("is the normal's, within 0.0002, where the sums would get long", () => {
    // SciPy 1.17.1: scipy.stats.t.ppf(0.975, 20000).
    expect(Math.abs(studentTQuantile(0.975, 20_000) - 1.9600826051581348)).toBeLessThan(2e-4);
  });

  test("meets zero in the middle", () => {
    expect(studentTQuantile(0.5, 3)).toBeCloseTo(0, 12);
  });

  test("rejects what is not a number of degrees", () => {
    expect(() => studentTQuantile(0.975, 0)).toThrow("degrees of freedom 0");
    expect(() => studentTQuantile(1, 3)).toThrow("outside [0.5, 1)");
  });
});

import { describe, expect, test } from "vitest";

import { sortSamples } from "./sorted-samples.ts";
import { tukeyFences } from "./tukey-fences.ts";

describe("tukeyFences", () => {
  test("lie 1.5 and 3 interquartile ranges outside the quartiles", () => {
    // Quartiles 3 and 7 in closed form: the samples are 1 to 9.
    expect(tukeyFences(sortSamples([1, 2, 3, 4, 5, 6, 7, 8, 9]))).toMatchObject({
      lowSevere: -9,
      lowMild: -3,
      highMild: 13,
      highSevere: 19,
    });
  });

  test("count each sample once, by side and degree", () => {
    const middle = Array.from({ length: 41 }, (_, index) => 100 + index);
    const samples = sortSamples([...middle, 30, 60, 175, 180, 900]);
    const fences = tukeyFences(samples);
    const { lowSevere, lowMild, highMild, highSevere } = fences;

    const count = (isIn: (sample: number) => boolean): number => samples.filter(isIn).length;
    expect(fences.lowSevereCount).toBe(count((sample) => sample < lowSevere));
    expect(fences.lowMildCount).toBe(count((s) => s >= lowSevere && s < lowMild));
    expect(fences.highMildCount).toBe(count((s) => s > highMild && s <= highSevere));
    expect(fences.highSevereCount).toBe(count((sample) => sample > highSevere));
    expect(fences).toMatchObject({ lowSevereCount: 1, lowMildCount: 1, highMildCount: 2 });
  });

  test("call nothing unusual when all samples are equal", () => {
    expect(tukeyFences(sortSamples([5, 5, 5]))).toMatchObject({
      lowSevereCount: 0,
      lowMildCount: 0,
      highMildCount: 0,
      highSevereCount: 0,
    });
  });
});

import { describe, expect, test } from "vitest";

import { countOutliers } from "./outliers.ts";
import { sortSamples } from "./sorted-samples.ts";

describe("countOutliers", () => {
  // Oracle, pytest-benchmark 5.2.3: Stats().update(sample) for each, then .outliers.
  test.for([
    {
      samples: [12.1, 11.8, 12.4, 30.2, 12, 11.9, 12.2, 12.3, 5.5, 12.15, 12.05],
      outliers: "2;2",
    },
    { samples: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], outliers: "4;0" },
  ])("of $samples are $outliers, as pytest-benchmark prints them", ({ samples, outliers }) => {
    const { stddevCount, iqrCount } = countOutliers(sortSamples(samples));
    expect(`${stddevCount};${iqrCount}`).toBe(outliers);
  });

  test("finds none among equal samples", () => {
    expect(countOutliers(sortSamples([4, 4, 4, 4]))).toEqual({ stddevCount: 0, iqrCount: 0 });
  });

  test("does not count a sample that lies on the fence", () => {
    // Quartiles 2 and 4, fences -1 and 7.
    expect(countOutliers(sortSamples([1, 2, 3, 4, 7])).iqrCount).toBe(0);
    expect(countOutliers(sortSamples([1, 2, 3, 4, 7.001])).iqrCount).toBe(1);
  });
});

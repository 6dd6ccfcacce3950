import type { OptionIssue } from "@paceline/core";

const RATIO_MAX = 10;

/** Everything wrong with the thresholds of a config. */
export function checkThresholds(value: unknown): readonly OptionIssue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    return [{ path: "thresholds", expected: "a list such as [{ ratio: 0.1 }]", received: value }];
  }
  return value.flatMap((rule: unknown, index) => {
    const path = `thresholds[${index}]`;
    if (typeof rule !== "object" || rule === null) {
      return [{ path, expected: "an object such as { ratio: 0.1 }", received: rule }];
    }
    const fields: Readonly<Record<string, unknown>> = { ...rule };
    return Object.entries({ ratio: undefined, ...fields }).flatMap(([name, field]) =>
      checkField(`${path}.${name}`, name, field),
    );
  });
}

function checkField(path: string, name: string, received: unknown): readonly OptionIssue[] {
  if (name === "ratio") {
    const isRatio = typeof received === "number" && received > 0 && received <= RATIO_MAX;
    const expected = `a number above 0 and at most ${RATIO_MAX}, such as 0.1 for 10 %`;
    return isRatio ? [] : [{ path, expected, received }];
  }
  if (name !== "benchmark" && name !== "metric") {
    return [{ path, expected: "one of benchmark, metric, ratio", received }];
  }
  return typeof received === "string" ? [] : [{ path, expected: "text", received }];
}

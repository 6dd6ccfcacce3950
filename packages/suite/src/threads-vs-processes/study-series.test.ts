import { expect, test } from "vitest";

import { builtInSeries, moduleSeries } from "./study-series.ts";

const extent = { agentCounts: [1, 5, 10], crowdCounts: [1_000], depths: [3] } as const;
const own = { module: "file:///agent.ts", scenario: "own" };

test("workers are tried from one to at least four, so that a law of three coefficients can be wrong", () => {
  for (const series of [builtInSeries(extent), moduleSeries(own, extent)]) {
    const workers = series.filter(({ purpose }) => purpose === "workers");
    expect(workers.map(({ backend }) => backend)).toEqual(["threads", "processes"]);
    for (const { workerCounts } of workers) {
      expect(workerCounts[0]).toBe(1);
      expect(new Set(workerCounts).size).toBeGreaterThanOrEqual(4);
    }
  }
});

test("every comparison has the event loop as its baseline", () => {
  const compared = builtInSeries(extent).filter(({ purpose }) => purpose !== "workers");
  const purposes = new Set(compared.map(({ purpose }) => purpose));
  for (const purpose of purposes) {
    const backends = compared.filter((each) => each.purpose === purpose);
    expect(backends.map(({ backend }) => backend)).toEqual(["event-loop", "threads", "processes"]);
  }
});

test("in the study of a module of the user's, only what a message costs is measured with another", () => {
  const others = moduleSeries(own, extent).filter(({ module }) => module !== own.module);
  expect(new Set(others.map(({ purpose }) => purpose))).toEqual(new Set(["messages"]));
});

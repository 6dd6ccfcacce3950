import { expect, test } from "vitest";

import { createProject, discover, measure } from "./temporary-project.ts";

test("peers are in the result of the parameters for which they hold, complete with metric and unit", async () => {
  await using project = await createProject({
    "peers.bench.ts": `
      const from = { measuredOn: "one core of a 2.8 GHz Xeon", source: "https://example.org/figures" };
      bench("step", {
        params: { size: { smoke: [1], full: [5, 10] } },
        items: 1,
        metrics: { heap: { unit: "bytes", direction: "lower", measure: () => 1 } },
        peers: [
          { ...from, peer: "slow 1.0", statistic: "min", value: 2957e3, when: { size: 5 } },
          { ...from, peer: "slow 1.0", statistic: "min", value: 10916e3, when: { size: 10 } },
          { ...from, peer: "big 2.0", metric: "heap", statistic: "median", value: 12288 },
          { ...from, peer: "big 2.0", metric: "throughput", statistic: "mean", value: 338 },
        ],
      }, () => Math.sqrt(process.pid));`,
  });

  const { benchmarks } = await measure(project);

  const from = {
    measuredOn: "one core of a 2.8 GHz Xeon",
    source: "https://example.org/figures",
  };
  const slow = { ...from, peer: "slow 1.0", metric: "time", statistic: "min", unit: "ns" };
  const big = { ...from, peer: "big 2.0" };
  const always = [
    { ...big, metric: "heap", statistic: "median", unit: "bytes", value: 12_288 },
    { ...big, metric: "throughput", statistic: "mean", unit: "per-second", value: 338 },
  ];
  expect(benchmarks.map(({ peers }) => peers)).toEqual([
    [{ ...slow, value: 2_957_000 }, ...always],
    [{ ...slow, value: 10_916_000 }, ...always],
  ]);
});

test("a peer of a metric that is not there makes the file invalid, with all there is to say", async () => {
  await using project = await createProject({
    "peers.bench.js": 'bench("a", { peers: [{ peer: "x", metric: "speed" }] }, () => 1);',
  });

  const { fileErrors } = await discover(project);

  expect(fileErrors[0]?.error.code).toBe("PACELINE_FILE_INVALID");
  for (const field of ["measuredOn", "source", "metric", "statistic", "value"])
    expect(fileErrors[0]?.error.message).toContain(`"${field}"`);
});

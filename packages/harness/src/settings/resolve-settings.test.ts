import { describe, expect, test } from "vitest";

import { resolveSettings } from "./resolve-settings.ts";
import type { SettingsSources } from "./resolve-settings.ts";

const NOTHING: SettingsSources = { overrides: {}, benchmark: {}, config: {}, preset: "standard" };

const saying = (forks: number | undefined) => (forks === undefined ? {} : { forks });

describe("resolveSettings", () => {
  test("without any word the defaults are pytest-benchmark's, and the preset's for forks and time", () => {
    expect(resolveSettings(NOTHING)).toEqual({
      forkCount: 5,
      forkCountMax: 15,
      roundCountMin: 5,
      warmupRoundCount: 2,
      calibrationPrecision: 10,
      measureNsMax: 600e6,
      timeLimitNs: 60e9,
      isGcDisabled: false,
      timer: "monotonic",
    });
  });

  test.for([
    { overrides: 1, benchmark: 2, config: 3, forkCount: 1, wins: "the command" },
    { benchmark: 2, config: 3, forkCount: 2, wins: "the benchmark" },
    { config: 3, forkCount: 3, wins: "the config" },
    { forkCount: 5, wins: "the preset" },
  ])("$wins wins over those after it", ({ overrides, benchmark, config, forkCount }) => {
    const sources = {
      ...NOTHING,
      overrides: saying(overrides),
      benchmark: saying(benchmark),
      config: saying(config),
    };
    expect(resolveSettings(sources).forkCount).toBe(forkCount);
  });

  test.for([
    { why: "only the number is said", overrides: { forks: 3 }, forkCount: 3, forkCountMax: 3 },
    {
      why: "the command says the number and the config at most how many",
      overrides: { forks: 3 },
      config: { maxForks: 20 },
      forkCount: 3,
      forkCountMax: 3,
    },
    {
      why: "the benchmark says at most fewer than the preset's number",
      benchmark: { maxForks: 2 },
      forkCount: 2,
      forkCountMax: 2,
    },
    {
      why: "both are said",
      config: { forks: 4, maxForks: 12 },
      forkCount: 4,
      forkCountMax: 12,
    },
    {
      why: "the command says at most more than the benchmark's number",
      overrides: { maxForks: 30 },
      benchmark: { forks: 10 },
      forkCount: 10,
      forkCountMax: 30,
    },
  ])(
    "forks are $forkCount to $forkCountMax where $why",
    ({ forkCount, forkCountMax, overrides = {}, benchmark = {}, config = {} }) => {
      const sources = { ...NOTHING, overrides, benchmark, config };
      expect(resolveSettings(sources)).toMatchObject({ forkCount, forkCountMax });
    },
  );

  test("at most fewer forks than at least are refused where one place says both", () => {
    const overrides = { forks: 8, maxForks: 4 };
    expect(() => resolveSettings({ ...NOTHING, overrides })).toThrow(
      /"maxForks".*at least "forks", 8/,
    );
  });

  test("smoke caps what a benchmark and the config ask for, and only that", () => {
    const asked = { forks: 20, maxTimeMs: 5000, minRounds: 100, timer: "cpu" } as const;
    expect(resolveSettings({ ...NOTHING, benchmark: asked, preset: "smoke" })).toMatchObject({
      forkCount: 1,
      measureNsMax: 10e6,
      roundCountMin: 2,
      timer: "cpu",
    });
    expect(resolveSettings({ ...NOTHING, overrides: asked, preset: "smoke" })).toMatchObject({
      forkCount: 20,
      measureNsMax: 5e9,
    });
  });

  test("every bad value of command and config is told at once", () => {
    const bad = { ...NOTHING, overrides: { forks: 0 }, config: { maxTimeMs: -1, minRounds: 1.5 } };
    expect(() => resolveSettings(bad)).toThrow(/"forks".*"minRounds".*"maxTimeMs"/);
  });
});

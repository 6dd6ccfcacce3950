import { describe, expect, test } from "vitest";

import { resolveSettings } from "./resolve-settings.ts";
import type { SettingsSources } from "./resolve-settings.ts";

const NOTHING: SettingsSources = { overrides: {}, benchmark: {}, config: {}, preset: "standard" };

const saying = (forks: number | undefined) => (forks === undefined ? {} : { forks });

describe("resolveSettings", () => {
  test("without any word the defaults are pytest-benchmark's, and the preset's for forks and time", () => {
    expect(resolveSettings(NOTHING)).toEqual({
      forkCount: 5,
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

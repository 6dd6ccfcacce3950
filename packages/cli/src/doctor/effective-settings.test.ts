import type { ResolvedConfig } from "@paceline/harness";
import { expect, test } from "vitest";

import type { MeasuringValues } from "../commands/measuring-options.ts";
import { effectiveSettings } from "./effective-settings.ts";

test.for([
  { why: "nobody says any", forks: "5 preset", maxForks: "15 preset" },
  {
    why: "the config says how many",
    config: { forks: 9 },
    forks: "9 config",
    maxForks: "9 config",
  },
  {
    why: "a flag says fewer at most",
    flags: { "max-forks": 2 },
    forks: "2 flag",
    maxForks: "2 flag",
  },
  {
    why: "a flag says fewer at most than the config",
    flags: { "max-forks": 4 },
    config: { forks: 9 },
    forks: "4 flag",
    maxForks: "4 flag",
  },
  {
    why: "a flag says more at most than the config",
    flags: { "max-forks": 30 },
    config: { forks: 9 },
    forks: "9 config",
    maxForks: "30 flag",
  },
  {
    why: "the preset bounds what the config says",
    flags: { preset: "smoke" as const },
    config: { forks: 9 },
    forks: "1 preset",
    maxForks: "1 preset",
  },
])("forks and at most how many come from whoever decided, where $why", (example) => {
  const { flags = {}, config: settings = {}, forks, maxForks } = example;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of it that settings depend on
  const config = { preset: "standard", settings } as ResolvedConfig;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- flags that were not given are not there
  const found = effectiveSettings(config, flags as MeasuringValues);
  const told = (name: string): string => {
    const setting = found.find((each) => each.name === name)!;
    return `${setting.value} ${setting.origin}`;
  };
  expect([told("forks"), told("maxForks")]).toEqual([forks, maxForks]);
});

import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { discoverBenchmarks, runBenchmarks } from "../src/index.ts";
import type { Discovery, RunRequest, SettingsOptions } from "../src/index.ts";
import type { RunResult } from "@paceline/core";

/** A project in a folder of its own, removed when it is disposed. */
export interface TemporaryProject extends AsyncDisposable {
  readonly root: string;
}

const AUTHORING_URL = new URL("../src/authoring.ts", import.meta.url).href;

/** Put in front of every benchmark file: what a user imports from "paceline", which is not installed there. */
const BENCH_IMPORT = `import { bench, group } from ${JSON.stringify(AUTHORING_URL)};\n`;

/** @param files - text by path; benchmark files get their import. */
export async function createProject(
  files: Readonly<Record<string, string>>,
): Promise<TemporaryProject> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "paceline-test-")));
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await mkdir(dirname(file), { recursive: true });
    // oxlint-disable-next-line no-await-in-loop
    await writeFile(file, path.includes(".bench.") ? BENCH_IMPORT + text : text);
  }
  return {
    root,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** The shortest settings that go through everything. */
export const BRIEF: SettingsOptions = {
  forks: 1,
  maxTimeMs: 4,
  minRounds: 2,
  warmupRounds: 1,
};

export const discover = (
  { root }: TemporaryProject,
  options: { readonly loadTimeLimitNs?: number; readonly isTrusted?: boolean } = {},
): Promise<Discovery> =>
  discoverBenchmarks({ root, include: ["**/*.bench.{ts,js}"], size: "full", ...options });

/** Discovers and measures everything in the project. */
export async function measure(
  project: TemporaryProject,
  request: Partial<RunRequest> = {},
): Promise<RunResult> {
  const { benchmarks, fileErrors } = await discover(project);
  return runBenchmarks({
    root: project.root,
    benchmarks,
    fileErrors,
    preset: "quick",
    config: {},
    overrides: BRIEF,
    seed: 1,
    resultFiles: [],
    pacelineVersion: "0.0.0-test",
    ...request,
  });
}

import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { InvalidOptionError } from "@paceline/core";
import type { OptionIssue } from "@paceline/core";

import type { ConcurrencyOptions } from "../commands/concurrency-options.ts";

/** Where to read the agent from and where to write to. Paths are absolute. */
export interface StudyTargets {
  /** URL, or null for the built-in agents. */
  readonly agent: string | null;
  readonly outputFile: string;
  readonly svgFile: string | null;
}

/**
 * Looks at all paths before anything is measured.
 *
 * @throws {InvalidOptionError} with every path that cannot be used.
 */
export function resolveTargets(options: ConcurrencyOptions, cwd: string): StudyTargets {
  const { agent, output = "benchmark_results.json", svg } = options;
  const issues: OptionIssue[] = [];
  const agentFile = agent === undefined ? null : resolve(cwd, agent);
  if (agentFile !== null && !isFile(agentFile)) {
    issues.push({ path: "--agent", expected: "a file that exists", received: agent });
  }
  for (const [path, file] of [
    ["--output", output],
    ["--svg", svg],
  ] as const) {
    if (file === undefined) continue;
    const absolute = resolve(cwd, file);
    if (existsSync(dirname(absolute)) && !isFolder(absolute)) continue;
    issues.push({ path, expected: "a file in a folder that exists", received: file });
  }
  if (issues.length > 0) throw new InvalidOptionError(issues);
  return {
    agent: agentFile === null ? null : pathToFileURL(agentFile).href,
    outputFile: resolve(cwd, output),
    svgFile: svg === undefined ? null : resolve(cwd, svg),
  };
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

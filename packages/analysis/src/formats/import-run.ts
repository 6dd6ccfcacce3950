import { parseRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";

import { ForeignFileError } from "./foreign-file-error.ts";
import { parsePythonJson } from "./parse-python-json.ts";
import { looksLikeGoBenchmark, readGoBenchmark } from "./read-go-benchmark.ts";
import { readGoogleBenchmark } from "./read-google-benchmark.ts";
import { readHyperfine } from "./read-hyperfine.ts";
import { readJmh } from "./read-jmh.ts";
import { readMitata } from "./read-mitata.ts";
import { readPytestBenchmark } from "./read-pytest-benchmark.ts";
import { readTinybench } from "./read-tinybench.ts";
import { readVitestBench, readVitestReport } from "./read-vitest-bench.ts";

interface JsonFormat {
  readonly name: string;
  /** Fields that the file, or the first element of a list, must have, each a path with dots. */
  readonly marks: readonly string[];
  read(json: unknown): RunResult;
}

/** In order of how sure their marks are. */
const JSON_FORMATS: readonly JsonFormat[] = [
  { name: "pytest-benchmark", marks: ["machine_info", "benchmarks"], read: readPytestBenchmark },
  {
    name: "google-benchmark",
    marks: ["context.num_cpus", "benchmarks"],
    read: readGoogleBenchmark,
  },
  { name: "mitata", marks: ["context.noop", "benchmarks"], read: readMitata },
  { name: "hyperfine", marks: ["results.0.command"], read: readHyperfine },
  { name: "jmh", marks: ["0.jmhVersion"], read: readJmh },
  { name: "jmh", marks: ["0.primaryMetric"], read: readJmh },
  { name: "vitest-bench", marks: ["files.0.groups"], read: readVitestBench },
  { name: "vitest-bench", marks: ["testResults", "numTotalTests"], read: readVitestReport },
  { name: "tinybench", marks: ["0.result"], read: readTinybench },
  { name: "tinybench", marks: ["tasks.0.result"], read: readTinybench },
  { name: "tinybench", marks: ["results.0.result"], read: readTinybench },
];

export const IMPORT_FORMATS = [
  ...new Set([...JSON_FORMATS.map(({ name }) => name), "go-benchmark"]),
] as const;

/**
 * Reads a result of paceline or of any other tool it knows, told apart by what is in the text.
 *
 * @throws {PacelineError} when the text is empty, cut off, of no known format, or damaged.
 */
export function importRun(text: string): RunResult {
  if (text.trim() === "") return parseRunResult(text);
  const json = parsed(text);
  if (json.error !== undefined) {
    if (looksLikeGoBenchmark(text)) return readGoBenchmark(text);
    // Says what is wrong with it as JSON, which it most likely was meant to be.
    return parseRunResult(text);
  }
  if (at(json.value, "schema") !== undefined) return parseRunResult(json.value);
  const format = JSON_FORMATS.find(({ marks }) =>
    marks.every((mark) => at(json.value, mark) !== undefined),
  );
  if (format === undefined) {
    throw new ForeignFileError(
      null,
      `neither a paceline result nor one of ${IMPORT_FORMATS.join(", ")}: nothing in it is known`,
    );
  }
  return format.read(json.value);
}

function parsed(text: string): { readonly value?: unknown; readonly error?: unknown } {
  try {
    return { value: parsePythonJson(text) };
  } catch (error) {
    return { error };
  }
}

/** The value at a path of names and indexes; undefined where it leads nowhere. */
function at(value: unknown, path: string): unknown {
  let current = value;
  for (const name of path.split(".")) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Reflect.get(current, name);
  }
  return current;
}

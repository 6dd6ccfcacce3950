import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/** The release whose own command must read what we write. */
const VERSION = "5.2.3";
/** The last line of pytest that it works with. */
const REQUIREMENTS = [`pytest-benchmark==${VERSION}`, "pytest==8.4.2"];
const INSTALL_MS_MAX = 120_000;

/** A Python that has pytest-benchmark on its path. */
export interface PytestBenchmark {
  readonly python: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The Python that PACELINE_PYTHON names, or the machine's, with pytest-benchmark installed into a folder of the
 * checkout's own cache on first use: nothing of the machine's Python is touched.
 *
 * @returns in words why there is none, for a test that is skipped to say.
 */
export function findPytestBenchmark(): PytestBenchmark | string {
  const names = [process.env["PACELINE_PYTHON"] ?? "", "python3", "python"];
  const python = names.find((name) => name !== "" && spawnSync(name, ["-c", "0"]).status === 0);
  if (python === undefined) return "there is no Python on this machine";
  const cache = join(import.meta.dirname, "../../../node_modules/.cache/pytest-benchmark");
  const folder = join(cache, VERSION);
  const environment = { PYTHONPATH: folder };
  if (!existsSync(folder)) {
    const problem = install(python, folder);
    if (problem !== null) return problem;
  }
  const check = `import pytest_benchmark as b; assert b.__version__ == "${VERSION}"`;
  const { status, stderr } = run(python, ["-c", check], environment);
  return status === 0 ? { python, environment } : `it does not load: ${stderr.slice(-500)}`;
}

/** Into a folder beside it first, so that an installation that was broken off is never taken for a whole one. */
function install(python: string, folder: string): string | null {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  const options = ["--quiet", "--no-input", "--disable-pip-version-check", "--target", draft];
  const { status, stderr } = run(python, ["-m", "pip", "install", ...options, ...REQUIREMENTS], {});
  try {
    if (status !== 0) return `pip cannot install it: ${stderr.slice(-500)}`;
    if (!existsSync(folder)) renameSync(draft, folder);
    return null;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const run = (
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): { readonly status: number | null; readonly stderr: string } =>
  spawnSync(program, args, {
    env: { ...process.env, ...environment },
    encoding: "utf8",
    timeout: INSTALL_MS_MAX,
  });

/**
 * The continuous integration run: every step runs, also after one has failed, and the last line counts
 * tests and steps together as `N passed, N failed`.
 *
 *     npm run ci
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { checkPackages } from "./ci/check-packages.ts";

export interface StepTally {
  readonly passedCount: number;
  readonly failedCount: number;
}

const root = join(import.meta.dirname, "..");

function runStep(title: string, command: string, args: readonly string[]): boolean {
  process.stdout.write(`\n── ${title}: ${[command, ...args].join(" ")}\n`);
  const startedNs = process.hrtime.bigint();
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  const seconds = Number(process.hrtime.bigint() - startedNs) / 1e9;
  process.stdout.write(
    `── ${title}: ${status === 0 ? "passed" : `failed (${error?.message ?? `exit ${status}`})`} in ${seconds.toFixed(1)} s\n`,
  );
  return status === 0;
}

/** The README's test command, with a machine-readable report beside the one for people. */
async function runTests(reportFolder: string): Promise<StepTally> {
  const report = join(reportFolder, "tests.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const isPassed = runStep("tests", "npm", ["test", "--", ...reporters]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- vitest's report has these fields
  const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, "utf8")) as {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
  };
  // A failure outside any test, such as a file that does not load, leaves no failed test behind.
  return {
    passedCount: numPassedTests,
    failedCount: isPassed ? numFailedTests : Math.max(1, numFailedTests),
  };
}

const reportFolder = await mkdtemp(join(tmpdir(), "paceline-ci-"));
try {
  const steps = [
    runStep("format", "npm", ["run", "--silent", "fmt:check"]),
    runStep("lint", "npm", ["run", "--silent", "lint"]),
    runStep("types", "npm", ["run", "--silent", "typecheck"]),
    runStep("unused code and cycles", "npm", ["run", "--silent", "unused"]),
    runStep("build", "npm", ["run", "--silent", "build"]),
    await checkPackages(root, reportFolder),
    // Whether it runs, all of it; how fast it is takes a quiet machine, and minutes.
    runStep("the main job", "npm", ["run", "bench", "--", "--preset", "smoke"]),
  ];
  const tests = await runTests(reportFolder);

  const passedCount = tests.passedCount + steps.filter(Boolean).length;
  const failedCount = tests.failedCount + steps.filter((isPassed) => !isPassed).length;
  process.stdout.write(`\n${passedCount} passed, ${failedCount} failed\n`);
  process.exitCode = failedCount === 0 ? 0 : 1;
} finally {
  await rm(reportFolder, { recursive: true, force: true });
}

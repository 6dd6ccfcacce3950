import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { watch, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { createProject } from "./project.ts";
import type { Project } from "./project.ts";

const benchmark = (count: number): string => `
import { bench, group } from "paceline";
group("sum", () => {
  const kept = { unit: "bytes", direction: "lower", measure: () => ${count} } as const;
  bench("numbers", { metrics: { kept } }, () => {
    let sum = 0;
    for (let index = 0; index < ${count}; index += 1) sum += index;
    return sum;
  });
});
`;

/** A repository of two commits; the second one does a third more. */
async function createRepository(): Promise<Project> {
  const project = await createProject({
    ".gitignore": "node_modules\nresults\n",
    "sum.bench.ts": benchmark(30_000),
  });
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
      cwd: project.folder,
      stdio: "pipe",
    });
  };
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "-m", "one");
  await writeFile(join(project.folder, "sum.bench.ts"), benchmark(40_000));
  git("commit", "--quiet", "-a", "-m", "two");
  return project;
}

const checkouts = (): number =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("paceline-checkout-")).length;

test("compare --base measures a commit beside the working tree and leaves nothing behind", async () => {
  await using project = await createRepository();
  const before = checkouts();
  const { stdout, exitCode } = await project.paceline(
    "compare",
    "--base=HEAD~1",
    "--format=json",
    "--budget=50s",
  );
  const { comparisons } = JSON.parse(stdout) as {
    comparisons: { benchmarkId: string; verdict: string; ratio: number }[];
  };
  expect(exitCode).toBe(0);
  expect(comparisons).toMatchObject([
    { benchmarkId: "sum/numbers", metric: "time", verdict: "slower" },
    { benchmarkId: "sum/numbers", metric: "allocatedBytes", verdict: "same" },
    { benchmarkId: "sum/numbers", metric: "kept", verdict: "slower", thresholdRatio: 0.1 },
  ]);
  expect(comparisons[0]!.ratio).toBeGreaterThan(1.15);
  expect(checkouts()).toBe(before);
  const worktrees = execFileSync("git", ["worktree", "list"], { cwd: project.folder });
  expect(String(worktrees).trim().split("\n")).toHaveLength(1);
});

test.for<[what: string, base: string, exitCode: number, message: string]>([
  ["a commit that is not there", "nowhere", 2, '"nowhere" is neither a stored result nor a commit'],
  ["an option for a commit", "--output=x", 2, "neither a stored result nor a commit"],
])("compare --base says what is wrong with %s", async ([, base, exitCode, message]) => {
  await using project = await createRepository();
  const ended = await project.paceline("compare", `--base=${base}`);
  expect([ended.exitCode, ended.stderr]).toEqual([exitCode, expect.stringContaining(message)]);
});

test("a commit that does not install is invalid, and is cleaned up", async () => {
  await using project = await createRepository();
  const before = checkouts();
  const manifest = { private: true, dependencies: { broken: "file:./nowhere.tgz" } };
  await writeFile(join(project.folder, "package.json"), JSON.stringify(manifest));
  execFileSync(
    "git",
    ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qam", "broken"],
    { cwd: project.folder },
  );
  const ended = await project.paceline("compare", "--base", "HEAD");
  expect([ended.exitCode, ended.stderr]).toEqual([
    5,
    expect.stringContaining("npm install failed"),
  ]);
  expect(checkouts()).toBe(before);
});

test("a folder that is no repository says so", async () => {
  await using project = await createProject({ "sum.bench.ts": benchmark(1000) });
  const ended = await project.paceline("compare", "--base", "main");
  expect([ended.exitCode, ended.stderr]).toEqual([2, expect.stringContaining("nor a commit")]);
});

test("Ctrl-C in the middle leaves no checkout and no worktree behind", async () => {
  await using project = await createRepository();
  const before = checkouts();
  const { child, ended } = project.start(["compare", "--base", "HEAD~1"]);
  // Git makes this folder when the checkout begins, so the signal falls into the middle of it.
  for await (const { filename } of watch(join(project.folder, ".git"), { recursive: true })) {
    if (filename?.startsWith("worktrees")) break;
  }
  process.kill(child.pid!, "SIGINT");
  expect((await ended).exitCode).toBe(130);
  expect(checkouts()).toBe(before);
  const worktrees = execFileSync("git", ["worktree", "list"], { cwd: project.folder });
  expect(String(worktrees).trim().split("\n")).toHaveLength(1);
});

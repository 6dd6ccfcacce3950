/** Ctrl-C in the middle of a run: what is measured is kept, and no process is left behind. */
import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { benchmarkNamed, createProject, tinyBenchmark } from "./project.ts";
import type { Project } from "./project.ts";

/** Its fork says in a file who it is, and never ends. Renamed, so that the file is never seen empty. */
const ENDLESS = `import { renameSync, writeFileSync } from "node:fs";
import { bench } from "paceline";

const setup = () => {
  writeFileSync("fork.tmp", String(process.pid));
  renameSync("fork.tmp", "fork.pid");
};

bench("endless", { setup }, () => {
  for (;;);
});
`;

/** Watches from the moment it is called, so that it is called before the program is started. */
async function nextForkPid({ folder }: Project): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const watcher = watch(folder, (_event, name) => {
    if (name === "fork.pid") resolve();
  }).on("error", reject);
  try {
    await promise;
  } finally {
    watcher.close();
  }
  return Number(await readFile(join(folder, "fork.pid"), "utf8"));
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.for([
  // What a terminal does: every process of the group gets the signal.
  { claim: "sent to the whole group", signal: "SIGINT", isGroup: true },
  { claim: "sent to the program alone", signal: "SIGINT", isGroup: false },
  // What npm does after that: it passes the signal on to what has got it already.
  { claim: "sent twice at once", signal: "SIGINT", isGroup: true, isRepeated: true },
  { claim: "asking to terminate", signal: "SIGTERM", isGroup: false },
] as const)("a signal $claim ends the run in order", async ({ signal, isGroup, ...rest }) => {
  await using project = await createProject({
    "a-quick.bench.js": tinyBenchmark("quick"),
    "b-endless.bench.js": ENDLESS,
  });
  const started = nextForkPid(project);
  const { child, ended } = project.start(["run", "--preset", "smoke"]);
  const forkPid = await started;
  process.kill(isGroup ? -child.pid! : child.pid!, signal);
  if ("isRepeated" in rest) process.kill(child.pid!, signal);
  const { exitCode, stdout, stderr } = await ended;

  expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "" });
  expect(stdout).toContain("exit 130: interrupted by Ctrl-C");
  const result = await project.readResult("results/last_run.json");
  expect(result.status).toBe("interrupted");
  expect(benchmarkNamed(result, "quick")).toMatchObject({ status: "completed" });
  expect(benchmarkNamed(result, "quick").forks).toHaveLength(1);
  expect(isAlive(forkPid)).toBe(false);
  expect(isAlive(-child.pid!)).toBe(false);
});

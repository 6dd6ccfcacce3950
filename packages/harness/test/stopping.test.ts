import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { BRIEF, createProject, measure } from "./temporary-project.ts";

const isRunning = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
};

test("an abort kills the fork and what it started, and keeps what was measured", async () => {
  await using project = await createProject({
    "a.bench.ts": `
      import { spawn } from "node:child_process";
      import { writeFileSync } from "node:fs";
      bench("first", () => 1);
      bench("second", { setup() {
        const { pid } = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
        writeFileSync("pids", process.pid + " " + pid);
      } }, () => { for (;;); });
      bench("third", () => 1);`,
  });
  const file = join(project.root, "results", "last_run.json");
  const controller = new AbortController();

  const result = await measure(project, {
    overrides: { ...BRIEF, timeLimitMs: 30_000 },
    resultFiles: [file],
    signal: controller.signal,
    onEvent(event) {
      if (
        event.kind === "fork-phase" &&
        event.phase === "warmup" &&
        event.benchmarkId === "a/second"
      ) {
        controller.abort();
      }
    },
  });

  expect(result.status).toBe("interrupted");
  expect(result.benchmarks.map(({ status }) => status)).toEqual([
    "completed",
    "interrupted",
    "interrupted",
  ]);
  expect(result.benchmarks[0]?.forks).toHaveLength(1);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(result);
  const pids = (await readFile(join(project.root, "pids"), "utf8")).split(" ").map(Number);
  expect(pids).toHaveLength(2);
  // An orphan is a zombie, still with an id, until the first process of the machine has looked after it.
  await expect.poll(() => pids.filter(isRunning), { timeout: 20_000 }).toEqual([]);
});

test("a fork whose parent is gone ends itself and what it started", async () => {
  await using project = await createProject({
    "waits.bench.ts": `
      import { spawn } from "node:child_process";
      import { writeFileSync } from "node:fs";
      bench("waits", { setup() {
        const { pid } = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
        writeFileSync("pid", String(pid));
        return new Promise(() => {});
      } }, () => 1);`,
    // A parent that starts the fork, says its id and is then killed.
    "parent.ts": `
      import { startFork } from ${JSON.stringify(new URL("../src/fork/fork-process.ts", import.meta.url).href)};
      const child = startFork({ cwd: process.cwd(), timeLimitMs: 60000, onPhase: () => process.send?.(child.processId) });
      void child.ask({ kind: "prepare", request: {
        file: process.cwd() + "/waits.bench.ts", group: null, name: "waits", parameters: {}, size: "full", seed: 1,
        settings: {}, spawnedAtNs: 0 } });`,
  });
  const parent = fork(join(project.root, "parent.ts"), {
    cwd: project.root,
    execArgv: ["--conditions=@paceline/source"],
  });
  const [forkId] = (await once(parent, "message")) as [number];
  const readChildId = async (): Promise<number> =>
    Number(await readFile(join(project.root, "pid"), "utf8").catch(() => "0"));
  await expect.poll(readChildId, { timeout: 20_000 }).toBeGreaterThan(0);
  const childId = await readChildId();
  expect([forkId, childId].filter(isRunning)).toHaveLength(2);

  parent.kill("SIGKILL");

  await expect.poll(() => [forkId, childId].filter(isRunning), { timeout: 20_000 }).toEqual([]);
});

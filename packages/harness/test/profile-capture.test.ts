import { existsSync, mkdtempSync, readdirSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { categoryAt, frameAt, weightOfTrack } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";

import { recordProgram, resolveMarks, splitByAgent } from "../src/profiling.ts";
import type { RecordedProgram } from "../src/profiling.ts";
import { createProject } from "./temporary-project.ts";

/** Computes in a function of a name of its own, for about so many milliseconds of processor time. */
const SPIN = `
export function spin(name, ms) {
  const loop = "let x = 1; for (let i = 0; i < 1e6; i++) x = (x * 31 + i) % 65537; return x;";
  const named = new Function("return function " + name + "() {" + loop + "}")();
  const start = process.threadCpuUsage();
  do named(); while (process.threadCpuUsage(start).user / 1000 < ms);
}
`;

async function record(
  files: Readonly<Record<string, string>>,
  hasAgentMarks = false,
): Promise<RecordedProgram> {
  const project = await createProject({ "spin.mjs": SPIN, ...files });
  onTestFinished(() => project[Symbol.asyncDispose]());
  return recordProgram({
    file: join(project.root, "main.mjs"),
    args: [],
    cwd: project.root,
    intervalUs: 1000,
    hasAgentMarks,
    durationMs: null,
    signal: new AbortController().signal,
  });
}

/** Names of functions that time was spent in, with the track's name. */
function functionsOf(profile: Profile, track: Track): ReadonlySet<string> {
  const { frames, selfWeights } = track.tree;
  const names = new Set<string>();
  frames.forEach((frame, node) => {
    if (selfWeights[node]! > 0) names.add(frameAt(profile.frames, frame).name);
  });
  return names;
}

function trackWith(profile: Profile, name: string): Track {
  const found = profile.tracks.find((track) => functionsOf(profile, track).has(name));
  expect(found, `a track that spent time in ${name}`).toBeDefined();
  return found!;
}

const weightOf = ({ tracks }: Profile): number =>
  tracks.reduce((sum, track) => sum + weightOfTrack(track), 0);

const isRunning = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

/** Recordings are kept in the folder for temporary files while a program runs: here one of our own. */
const leftOver = (): readonly string[] => readdirSync(tmpdir());

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "paceline-test-"));
  vi.stubEnv("TMPDIR", folder);
  return () => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  };
});

describe("recordProgram", { timeout: 60_000 }, () => {
  test("keeps the profile of every thread, however it ends", async () => {
    const worker = `
      import { parentPort, workerData, Worker } from "node:worker_threads";
      import { spin } from "./spin.mjs";
      spin("spin_" + workerData, 40);
      parentPort.postMessage("ready");
      if (workerData === "exits") process.exit(3);
      if (workerData === "throws") throw new Error("as it should");
      if (workerData === "sleeps") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      if (workerData === "computes") for (;;);
      if (workerData === "waits" || workerData === "terminated") setInterval(() => {}, 1000);
    `;
    const main = `
      import { Worker } from "node:worker_threads";
      const own = { exits: {}, throws: {}, ends: { execArgv: [] }, waits: { env: {} }, terminated: {},
        sleeps: { env: { A: "1" }, execArgv: [] }, computes: { name: "my worker" } };
      const workers = Object.entries(own).map(([workerData, options]) => {
        const worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData, ...options });
        worker.on("error", () => {});
        return { worker, workerData, ready: new Promise((resolve) => worker.once("message", resolve)),
          ended: new Promise((resolve) => worker.once("exit", resolve)) };
      });
      const text = new Worker('function spin_text() { const s = performance.now(); while (performance.now() - s < 60); } spin_text();', { eval: true });
      await new Promise((resolve) => text.once("exit", resolve));
      await Promise.all(workers.map(({ ready }) => ready));
      for (const { worker, workerData } of workers) if (workerData === "terminated") await worker.terminate();
      await Promise.all(workers.filter(({ workerData }) => /exits|throws|ends/.test(workerData)).map(({ ended }) => ended));
      process.exit(7);
    `;
    const { profile, threads, lost, ending } = await record({
      "main.mjs": main,
      "worker.mjs": worker,
    });
    expect(ending).toMatchObject({ reason: "by-itself", exitCode: 7 });
    expect(lost).toEqual([]);
    expect(threads).toHaveLength(9);
    for (const name of ["exits", "throws", "ends", "waits", "terminated", "sleeps", "text"]) {
      trackWith(profile!, `spin_${name}`);
    }
    expect(trackWith(profile!, "spin_computes").name).toContain("my worker");

    // Asleep in Atomics.wait is not busy, whatever V8 says.
    const resolved = resolveMarks(profile!);
    const index = resolved.tracks.indexOf(trackWith(resolved, "spin_sleeps"));
    const { tree } = resolved.tracks[index]!;
    let busyNs = 0;
    tree.selfWeights.forEach((weight, node) => {
      if (categoryAt(resolved.frames, tree.frames[node]!) !== "idle") busyNs += weight;
    });
    const idleNs = tree.selfWeights.reduce((sum, weight) => sum + weight, 0) - busyNs;
    expect(idleNs).toBeGreaterThan(0);
    expect(leftOver().filter((name) => name.startsWith("paceline-profile-"))).toEqual([]);
  });

  test("ends what would never end, child processes as well, and keeps their profiles", async () => {
    const main = `
      import { spawn } from "node:child_process";
      import { writeFileSync } from "node:fs";
      import { spin } from "./spin.mjs";
      const [kind = "parent"] = process.argv.slice(2);
      // An environment of its own, which says nothing of recorders.
      if (kind === "parent") spawn(process.execPath, [import.meta.filename, "child"], { env: { PATH: "" } });
      setImmediate(() => {
        spin("spin_" + kind, 50);
        writeFileSync(kind + ".busy", "");
        for (;;);
      });
    `;
    const project = await createProject({ "spin.mjs": SPIN, "main.mjs": main });
    onTestFinished(() => project[Symbol.asyncDispose]());
    const controller = new AbortController();
    const watcher = watch(project.root, () => {
      if (["parent", "child"].every((kind) => existsSync(join(project.root, `${kind}.busy`)))) {
        controller.abort();
      }
    });
    onTestFinished(() => watcher.close());
    const { profile, lost, ending } = await recordProgram({
      file: join(project.root, "main.mjs"),
      args: [],
      cwd: project.root,
      intervalUs: 1000,
      hasAgentMarks: false,
      durationMs: null,
      signal: controller.signal,
    });
    expect(ending.reason).toBe("aborted");
    expect(lost).toEqual([]);
    const parent = trackWith(profile!, "spin_parent");
    const child = trackWith(profile!, "spin_child");
    expect(child.labels.process).not.toBe(parent.labels.process);
    const ids = [parent, child].map(({ labels }) => Number(labels.process));
    // An orphan is a zombie, still with an id, until the first process of the machine has looked after it.
    await expect.poll(() => ids.filter(isRunning), { timeout: 20_000 }).toEqual([]);
    expect(leftOver().filter((name) => name.startsWith("paceline-profile-"))).toEqual([]);
  });

  test("says which process was killed, and keeps the others", async () => {
    const main = `
      import { spawn } from "node:child_process";
      import { spin } from "./spin.mjs";
      if (process.argv[2] === "child") {
        spin("spin_child", 30);
        process.kill(process.pid, "SIGKILL");
      } else {
        spin("spin_parent", 30);
        spawn(process.execPath, [import.meta.filename, "child"]).once("exit", () => process.exit(0));
      }
    `;
    const { profile, lost } = await record({ "main.mjs": main });
    trackWith(profile!, "spin_parent");
    expect(lost).toHaveLength(1);
    expect(lost[0]!.threadId).toBe(0);
    expect(profile!.tracks.map(({ labels }) => labels.process)).not.toContain(
      String(lost[0]!.processId),
    );
  });

  test("keeps the profile when a signal ends the program", async () => {
    const main = `
      import { spin } from "./spin.mjs";
      spin("spin_before", 40);
      process.kill(process.pid, "SIGTERM");
      setInterval(() => {}, 1000);
    `;
    const { profile, ending } = await record({ "main.mjs": main });
    expect(ending).toMatchObject({ exitCode: null, signal: "SIGTERM" });
    trackWith(profile!, "spin_before");
  });

  test("tells the time of agents apart by their kind", async () => {
    const main = `
      import { spin } from "./spin.mjs";
      const mark = globalThis[Symbol.for("paceline.profile.mark-call")];
      const agent = { spin(name) { spin(name, 60); } };
      const explorer = mark("explorer of; caves", agent.spin);
      explorer.call(agent, "spin_shared");
      spin("spin_alone", 30);
    `;
    const { profile } = await record({ "main.mjs": main }, true);
    const byAgent = splitByAgent(profile!);
    expect(trackWith(byAgent, "spin_shared").labels.agent).toBe("explorer of; caves");
    expect(trackWith(byAgent, "spin_alone").labels.agent).toBeNull();
    expect(weightOf(byAgent)).toBe(weightOf(profile!));
    expect(weightOf(resolveMarks(profile!))).toBe(weightOf(profile!));
  });

  test("marks no agent's turn unasked, since a mark costs a short turn a tenth of its time", async () => {
    const main = `
      import { spin } from "./spin.mjs";
      const isMarked = Symbol.for("paceline.profile.mark-call") in globalThis;
      spin(isMarked ? "spin_marked" : "spin_unmarked", 30);
    `;
    const { profile } = await record({ "main.mjs": main });
    trackWith(profile!, "spin_unmarked");
  });
});

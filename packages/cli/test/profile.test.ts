/** `paceline profile`: of a program with threads and child processes, of a benchmark, and of all that goes wrong. */
import { existsSync, watch } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { frameAt, readProfile } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";
import { describe, expect, test } from "vitest";

import { createProject, tinyBenchmark } from "./project.ts";

const SPIN = `
  const start = process.threadCpuUsage();
  const spin = () => { let x = 1; for (let i = 0; i < 1e6; i++) x = (x * 31 + i) % 65537; return x; };
  while (process.threadCpuUsage(start).user < 60_000) spin();
`;

const hasFunction = ({ frames }: Profile, { tree }: Track, name: string): boolean =>
  tree.frames.some((frame) => frameAt(frames, frame).name === name);

const read = async (folder: string, name: string): Promise<Profile> =>
  readProfile(await readFile(join(folder, name)), name);

describe("paceline profile", { timeout: 60_000 }, () => {
  test("covers worker threads and child processes of a program, and tells agents apart", async () => {
    await using project = await createProject();
    const example = join(import.meta.dirname, "../../../examples/ping-pong.ts");
    const { exitCode, stdout, stderr } = await project.paceline(
      "profile",
      example,
      "--by",
      "agent",
      "--output",
      "pong.speedscope.json",
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    // The program speaks for itself, before we do.
    expect(stdout).toMatch(/^event-loop delivered 4000 messages/);
    expect(stdout).toContain("5 threads in 3 processes");
    expect(stdout).toMatch(/\d {2}server\n/);
    expect(stdout).toMatch(/\d {2}returner\n/);

    const profile = await read(project.folder, "pong.speedscope.json");
    const played = profile.tracks.filter(
      (track) => hasFunction(profile, track, "aim") || hasFunction(profile, track, "onMessage"),
    );
    const places = new Set(played.map(({ name }) => name.replaceAll(/\d+/g, "N")));
    expect(Array.from(places).join("\n")).toContain("paceline worker N");
    expect(Array.from(places).join("\n")).toContain("process-worker.ts");
  });

  test("shows the measured rounds of a benchmark, and draws them", async () => {
    await using project = await createProject({
      "sum.bench.js": tinyBenchmark("sum", "addUp(1000).next()").replace(
        "bench(",
        // Generators are not inlined, which would take their frames away.
        "function* addUp(n) { let s = 0; for (let i = 0; i < n; i++) s = (s * 31 + i) % 65537; yield s; }\nbench(",
      ),
    });
    const { exitCode, stdout, stderr } = await project.paceline(
      "profile",
      "sum.bench.js",
      "--duration",
      "300ms",
      "--output",
      "sum.svg",
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^sum\/sum\n[\d,]+ iterations, /);
    expect(stdout).toMatch(/ %.* addUp {2}.*sum\.bench\.js:3\n/);
    expect(stdout).toContain("recording changes the time by ");
    expect(await readFile(join(project.folder, "sum.svg"), "utf8")).toContain("addUp");
  });

  test.for([
    { name: "throws", body: `${SPIN} throw new Error("as it should");`, exitCode: 1 },
    { name: "exits", body: `${SPIN} process.exit(3);`, exitCode: 1 },
    {
      name: "is terminated",
      body: `${SPIN} process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000);`,
      exitCode: 1,
    },
  ])("keeps the profile of a script that $name", async ({ body, exitCode }) => {
    await using project = await createProject({ "main.js": body });
    const ended = await project.paceline("profile", "main.js", "--output", "main.folded");
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stdout).toMatch(/then (ended with exit code [13]|killed by SIGTERM)/);
    expect(await readFile(join(project.folder, "main.folded"), "utf8")).toMatch(
      /;spin \([^;]*\) \d+\n/,
    );
  });

  test("says that nothing is left of a script that was killed", async () => {
    await using project = await createProject({
      "main.js": `${SPIN} process.kill(process.pid, "SIGKILL");`,
    });
    const { exitCode, stdout, stderr } = await project.paceline("profile", "main.js");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(
      /^error: main\.js left no profile: it ran for .*, then killed by SIGKILL/,
    );
  });

  test("shows what there is of a script that does nothing", async () => {
    await using project = await createProject({ "main.js": "" });
    const { exitCode, stdout, stderr } = await project.paceline("profile", "main.js");
    // Node's own loading may or may not have been sampled; either way it is said.
    expect(exitCode === 0 ? stdout : stderr).toMatch(
      /main\.js(\nran for| left no samples: it ran for)/,
    );
    expect(stdout).not.toContain("NaN");
  });

  test.for([
    { claim: "by Ctrl-C", args: [], exitCode: 130, isInterrupted: true },
    { claim: "by --duration", args: ["--duration", "2s"], exitCode: 0, isInterrupted: false },
  ])("ends a script that never would, $claim, and keeps its profile", async (row) => {
    const body = `import { writeFileSync } from "node:fs";\n${SPIN} writeFileSync("busy", String(process.pid)); for (;;);`;
    await using project = await createProject({ "main.js": body });
    const isBusy = new Promise<void>((resolve) => {
      const watcher = watch(project.folder, () => {
        if (!existsSync(join(project.folder, "busy"))) return;
        watcher.close();
        resolve();
      });
    });
    const { child, ended } = project.start([
      "profile",
      "main.js",
      "--output",
      "main.cpuprofile",
      ...row.args,
    ]);
    await isBusy;
    if (row.isInterrupted) process.kill(-child.pid!, "SIGINT");
    const { exitCode, stdout, stderr } = await ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: row.exitCode, stderr: "" });
    expect(stdout).toContain(`then ended ${row.claim}`);
    const profile = await read(project.folder, "main.cpuprofile");
    expect(hasFunction(profile, profile.tracks[0]!, "spin")).toBe(true);
    const pid = Number(await readFile(join(project.folder, "busy"), "utf8"));
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  test("passes what stands after -- to the script", async () => {
    await using project = await createProject({
      "main.js": `console.log(JSON.stringify(process.argv.slice(2)));${SPIN}`,
    });
    const { stdout } = await project.paceline(
      "profile",
      "main.js",
      "a",
      "--top",
      "3",
      "--",
      "--by",
      "b",
    );
    expect(stdout).toMatch(/^\["a","--by","b"\]\n/);
  });

  test.for([
    { args: [], said: "a script or the name of a benchmark" },
    { args: ["nowhere.js"], said: "a JavaScript or TypeScript file that is there" },
    { args: ["main.js", "--output", "x.png"], said: ".html, .svg, .cpuprofile" },
    { args: ["main.js", "--output", "nowhere/x.svg"], said: "in a folder that is there" },
    { args: ["main.js", "--output", "folder.svg"], said: '"--output" must be a file' },
    { args: ["main.js", "--output", "own.svg"], said: "what is there would be lost" },
    { args: ["main.js", "--interval", "10us"], said: "from 50us to 1s" },
  ])("refuses $args before anything runs", async ({ args, said }) => {
    await using project = await createProject({
      "main.js": `import { writeFileSync } from "node:fs"; writeFileSync("ran", "");`,
      "folder.svg/x": "",
    });
    await writeFile(join(project.folder, "own.svg"), "<svg/>");
    const { exitCode, stdout, stderr } = await project.paceline("profile", ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(existsSync(join(project.folder, "ran"))).toBe(false);
  });

  test("says why a benchmark could not be profiled", async () => {
    await using project = await createProject({
      "bad.bench.js": tinyBenchmark("bad", `(() => { throw new Error("as it should"); })()`),
    });
    const { exitCode, stderr } = await project.paceline("profile", "bad.bench.js");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^error: benchmark "bad\/bad" of bad\.bench\.js threw during warmup: Error: as it should/,
    );
  });
});

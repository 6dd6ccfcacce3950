/** The study through the real program: what it refuses, and what it says of agents that misbehave. */
import { readdirSync, readlinkSync } from "node:fs";

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { createProject } from "./project.ts";
import type { Ended, Project } from "./project.ts";

const agent = (behavior: string): string =>
  `import { defineAgent } from "@paceline/agents";\n\nexport const own = defineAgent({\n` +
  `  module: import.meta.url,\n  kind: "own",\n  ${behavior}\n});\n`;

const files = {
  "no-create.js": "export const own = { kind: 'own' };\n",
  "no-load.js": "throw new Error('no licence');\n",
  "ends.js": "process.exit(0);\n",
  "create.js": agent("create() { throw new Error('no room'); },\n  onObservation: () => 1,"),
  "step.js": agent("create: () => ({}),\n  onObservation() { throw new Error('out of ideas'); },"),
  "unsendable.js": agent("create: () => ({}),\n  onObservation: () => () => 1,"),
  "stranger.js": agent(
    "create: () => ({}),\n  onObservation: (_state, _seen, outbox) => outbox.send(99, 'hello', 1),",
  ),
  "flood.js": agent(
    "create: (id) => id,\n  onObservation(id, _seen, outbox) {\n" +
      "    for (let sent = 0; sent < 5000; sent++) outbox.send(id, 'flood', sent);\n  },",
  ),
  "exit.js": agent("create: () => ({}),\n  onObservation() { process.exit(3); },"),
  "endless.js": agent("create: () => ({}),\n  onObservation() { for (;;); },"),
};

let project: Project;
beforeAll(async () => {
  project = await createProject(files);
});
afterAll(() => project[Symbol.asyncDispose]());
// The last of them may be on its way out.
afterEach(() => expect.poll(() => processesIn(project.folder), { timeout: 5_000 }).toEqual([]));

/** Command, forks and workers inherit where they work. Other systems than Linux do not tell. */
function processesIn(folder: string): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === folder;
    } catch {
      // It has ended meanwhile, or belongs to somebody else.
      return false;
    }
  });
}

const study = (...args: readonly string[]): Promise<Ended> =>
  project.paceline("concurrency", ...args);

describe("paceline concurrency", () => {
  test("refuses every path that cannot be used, before anything is measured", async () => {
    const { exitCode, stderr } = await study("--agent", "none.js", "--svg", "none/plot.svg");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('option "--agent" must be a file that exists, got "none.js"');
    expect(stderr).toContain(
      'option "--svg" must be a file in a folder that exists, got "none/plot.svg"',
    );
  });

  test.for([
    [
      "no-create.js",
      /agents cannot be made from module "file:\S+: it exports no agent definition with create/,
    ],
    ["no-load.js", /agents cannot be made from module "file:\S+: it does not load: no licence/],
    ["ends.js", /the module ends the process while it is loaded/],
  ] as const)("says of %s why it cannot be read", async ([file, said]) => {
    const { exitCode, stderr, stdout } = await study("--agent", file);
    expect([exitCode, stdout]).toEqual([1, ""]);
    const text = stderr.replaceAll(/\s+/g, " ");
    expect(text).toMatch(said);
    expect(text).toContain(`error: agents of ${file} cannot be studied`);
  });

  /** Each is told three times: once for every backend, with the worker where there are workers. */
  test.for([
    ["create.js", "failed in create: no room"],
    ["step.js", "failed in step: out of ideas"],
    ["stranger.js", "there is no agent 99"],
    ["flood.js", "the mailbox of agent 0 is full"],
  ] as const)("says of %s which agent, where it lives and what it did", async ([file, said]) => {
    const { exitCode, stderr, stdout } = await study("--agent", file);
    expect([exitCode, stdout]).toEqual([1, ""]);
    const text = stderr.replaceAll(/\s+/g, " ");
    expect(text).toContain(`error: agents of ${file} cannot be studied`);
    const agentThere = `agent 0 \\((worker \\d, )?file://\\S*${file}\\)`;
    const sentences = [...text.matchAll(new RegExp(`${agentThere}\\S* ${said}`, "g"))];
    expect(sentences.map(([, worker]) => worker !== undefined)).toEqual([false, true, true]);
    expect(text, "it is the user who erred").not.toContain("bug");
  });

  test("says which worker cannot send what an agent returns", async () => {
    const { exitCode, stderr } = await study("--agent", "unsendable.js");
    expect(exitCode).toBe(1);
    const text = stderr.replaceAll(/\s+/g, " ");
    expect(text).toMatch(
      /threads agent 0 \(worker \d, file:\S+unsendable\.js\) failed in step: the action/,
    );
    expect(text, "where nothing is sent, nothing is wrong").not.toContain("event loop");
  });

  test.for([
    ["exit.js", "an agent ended the process", /exited, with code 3/g],
    [
      "endless.js",
      "no call ended in time: an agent blocks",
      /unresponsive, it showed no progress/g,
    ],
  ] as const)("ends with what %s does to a process, on every backend", async ([file, all, one]) => {
    const { exitCode, stderr } = await study("--agent", file);
    expect(exitCode).toBe(1);
    const text = stderr.replaceAll(/\s+/g, " ");
    expect(text).toContain(`error: agents of ${file} cannot be studied event loop ${all}`);
    expect(text.match(one)).toHaveLength(2);
    expect(text).toMatch(/agent 0 \(worker \d, file:/);
  });
});

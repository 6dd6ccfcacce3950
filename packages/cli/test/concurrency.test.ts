/** The study through the real program: what it refuses, and what it says of agents that misbehave. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createProject } from "./project.ts";
import type { Ended, Project } from "./project.ts";

const agent = (behavior: string): string =>
  `import { defineAgent } from "@paceline/agents";\n\nexport const own = defineAgent({\n` +
  `  module: import.meta.url,\n  kind: "own",\n  ${behavior}\n});\n`;

const files = {
  "no-create.js": "export const own = { kind: 'own' };\n",
  "no-load.js": "throw new Error('no licence');\n",
  "create.js": agent("create() { throw new Error('no room'); },\n  onObservation: () => 1,"),
  "step.js": agent("create: () => ({}),\n  onObservation() { throw new Error('out of ideas'); },"),
  "unsendable.js": agent("create: () => ({}),\n  onObservation: () => () => 1,"),
  "stranger.js": agent(
    "create: () => ({}),\n  onObservation: (_state, _seen, outbox) => outbox.send(99, 'hello', 1),",
  ),
  "endless.js": agent("create: () => ({}),\n  onObservation() { for (;;); },"),
};

let project: Project;
beforeAll(async () => {
  project = await createProject(files);
});
afterAll(() => project[Symbol.asyncDispose]());

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
    ["no-create.js", /exports no agent definition with create/],
    ["no-load.js", /does not load: no licence/],
    ["create.js", /agent 0 failed in create: no room/],
    ["step.js", /agent 0 failed in step: out of ideas/],
    ["stranger.js", /messages came back, the first because unknown-agent/],
  ] as const)("says of %s what is wrong with it, and measures nothing", async ([file, said]) => {
    const { exitCode, stderr, stdout } = await study("--agent", file);
    expect(exitCode).toBe(1);
    expect(stderr.replaceAll(/\s+/g, " ")).toMatch(said);
    expect(stdout).toBe("");
  });

  test("says which worker cannot send what an agent returns", async () => {
    const { exitCode, stderr } = await study("--agent", "unsendable.js");
    expect(exitCode).toBe(1);
    expect(stderr.replaceAll(/\s+/g, " ")).toMatch(/threads.*agent 0 failed in step/);
  });

  test("ends agents that block for ever on every backend, and says so", async () => {
    const { exitCode, stderr } = await study("--agent", "endless.js");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("error: agents of endless.js failed when they were tried");
    expect(stderr.replaceAll(/\s+/g, " ")).toMatch(/unresponsive, it showed no progress/);
  });
});

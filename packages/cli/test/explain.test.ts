/** `gate --explain`: a slow-down in one function of one kind of agent is found, and named. */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { readProfile } from "@paceline/profile";
import { expect, test } from "vitest";

import { createProject } from "./project.ts";

const agents = (extraLoopCount: number): string => `
import { defineAgent } from "@paceline/agents";
const module = import.meta.url;
const create = () => ({ value: 1 });
const spin = (state, count) => { let x = state.value; for (let i = 0; i < count; i++) x = (x * 31 + i) % 65537; state.value = x; };
function score(state) { let x = state.value; for (let i = 0; i < ${300 + extraLoopCount}; i++) x = (x * 37 + i) % 65537; state.value = x; }
export const scout = defineAgent({ module, kind: "scout", create, onObservation(state) { spin(state, 500); score(state); } });
export const carrier = defineAgent({ module, kind: "carrier", create, onObservation(state) { spin(state, 500); } });
`;

const BENCHMARK = `
import { createEventLoopBackend } from "@paceline/agents";
import { bench } from "paceline";
import { carrier, scout } from "./agents.mjs";
bench("step", {
  async setup() {
    const backend = createEventLoopBackend();
    await backend.spawn([scout, carrier].map((definition) => ({ id: definition.kind, definition, options: null })));
    return backend;
  },
  teardown: (backend) => backend[Symbol.asyncDispose](),
}, (backend) => backend.step([{ agentId: "scout", observation: 1 }, { agentId: "carrier", observation: 1 }]));
`;

test("gate --explain names the function that got slower", { timeout: 240_000 }, async () => {
  await using project = await createProject({
    ".gitignore": "node_modules\nresults\n",
    "agents.mjs": agents(0),
    "step.bench.mjs": BENCHMARK,
    "paceline.config.ts": `import { defineConfig } from "paceline";\nexport default defineConfig({ include: ["*.bench.mjs"] });\n`,
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
  await writeFile(join(project.folder, "agents.mjs"), agents(1500));

  const { exitCode, stdout, stderr } = await project.paceline(
    "gate",
    "HEAD",
    "--explain",
    "--threshold=20",
    // Twice as slow needs few pairs to see; how sure a verdict is has tests of its own.
    "--alpha=0.1",
    "--budget=90s",
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: "" });
  expect(stdout).toMatch(/why step\/step is slower \(.*\)\n {2}processor time per iteration /);
  const folder = join(project.folder, "results/attribution/step-step");
  const attribution = JSON.parse(await readFile(join(folder, "attribution.json"), "utf8")) as {
    causes: { functions: { name: string; file: string }[]; inlined: { name: string } | null }[];
    agents: { agent: string; verdict: string; delta: number }[];
    sampledNs: { delta: number };
    isOnCpu: boolean;
  };
  const [first] = attribution.causes;
  expect([first?.functions[0]?.name, first?.inlined?.name]).toContain("score");
  // Of the checkout and of the working tree alike.
  expect(first?.functions[0]?.file).toBe("agents.mjs");
  expect(attribution.isOnCpu).toBe(true);
  expect(attribution.agents[0]).toMatchObject({ agent: "scout", verdict: "changed" });
  // What it was made from is kept, and is compared again: files of a checkout that is gone have the same names.
  const again = await project.paceline("diff", "results/attribution/step-step");
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toMatch(/^the working tree against HEAD\n/);
  // Found on both sides as one function, not as one that vanished and another that is new.
  const row = new RegExp(
    `\n${first?.functions[0]?.name}\n +[1-9][\\d.]* .s/op +[\\d.]+ .s/op +\\+`,
  );
  expect(again.stdout).toMatch(row);
  // The whole of it was in that agent's turns.
  expect(attribution.agents[0]?.delta).toBeGreaterThan(0.6 * attribution.sampledNs.delta);
  const folded = readProfile(await readFile(join(folder, "diff.folded")), "diff.folded");
  expect(folded.tracks.map(({ name }) => name)).toEqual(["base", "head"]);
  const page = await readFile(join(folder, "diff.html"), "utf8");
  expect(page.includes("<h1>step/step: HEAD and the working tree</h1>")).toBe(true);
});

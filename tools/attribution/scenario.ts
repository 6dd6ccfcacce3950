import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Loops of one iteration of the unchanged benchmark: two agents, two functions each. */
const LOOP_COUNT = 2000;

/** What the changed version does more: a share of the whole, in one function of one kind of agent. */
export const INJECTED_RATIO = 0.1;

const agentsSource = (injectedLoopCount: number): string => `
import { defineAgent } from "@paceline/agents";

const module = import.meta.url;
const create = () => ({ value: 1 });

export const scout = defineAgent({
  module, kind: "scout", create,
  onObservation(state) { look(state, 600); score(state, 400); return state.value; },
});
export const carrier = defineAgent({
  module, kind: "carrier", create,
  onObservation(state) { load(state, 500); walk(state, 500); return state.value; },
});

function look(state, count) { let x = state.value; for (let i = 0; i < count; i++) x = (x * 31 + i) % 65537; state.value = x; }
function score(state, count) {
  let x = state.value;
  for (let i = 0; i < count; i++) x = (x * 37 + i) % 65537;
  for (let i = 0; i < ${injectedLoopCount}; i++) x = (x * 41 + i) % 65537;
  state.value = x;
}
function load(state, count) { let x = state.value; for (let i = 0; i < count; i++) x = (x * 43 + i) % 65537; state.value = x; }
function walk(state, count) { let x = state.value; for (let i = 0; i < count; i++) x = (x * 47 + i) % 65537; state.value = x; }
`;

const BENCHMARK = `
import { createEventLoopBackend } from "@paceline/agents";
import { bench } from "paceline";
import { carrier, scout } from "./agents.mjs";

bench("step", {
  async setup() {
    const backend = createEventLoopBackend();
    await backend.spawn([
      { id: "scout", definition: scout, options: null },
      { id: "carrier", definition: carrier, options: null },
    ]);
    return backend;
  },
  teardown: (backend) => backend[Symbol.asyncDispose](),
}, (backend) => backend.step([
  { agentId: "scout", observation: null },
  { agentId: "carrier", observation: null },
]));
`;

/** Two versions of one project, which differ in nothing but the injected loop. */
export async function createScenario(): Promise<{ readonly base: string; readonly head: string }> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-attribution-"));
  const modules = join(import.meta.dirname, "../../node_modules");
  const versions = [
    ["base", 0],
    ["head", LOOP_COUNT * INJECTED_RATIO],
  ] as const;
  for (const [name, injectedLoopCount] of versions) {
    const root = join(folder, name);
    // oxlint-disable no-await-in-loop -- a handful of small files
    await mkdir(root, { recursive: true });
    await symlink(modules, join(root, "node_modules"));
    await writeFile(join(root, "package.json"), '{ "private": true, "type": "module" }\n');
    await writeFile(join(root, "agents.mjs"), agentsSource(injectedLoopCount));
    await writeFile(join(root, "step.bench.mjs"), BENCHMARK);
    // oxlint-enable no-await-in-loop
  }
  return { base: join(folder, "base"), head: join(folder, "head") };
}

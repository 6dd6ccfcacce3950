import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { importConfig } from "../src/config/import-config.ts";
import { loadConfig } from "../src/index.ts";
import { createProject } from "./temporary-project.ts";

const DEFINE = `import { defineConfig } from ${JSON.stringify(
  new URL("../src/authoring.ts", import.meta.url).href,
)};`;

test("the nearest config above a folder governs it, and only what it says is in its settings", async () => {
  await using project = await createProject({
    "paceline.config.ts": `${DEFINE}
      export default defineConfig({ minRounds: 7, preset: "thorough", resultsFolder: "kept" });`,
  });
  const deep = join(project.root, "packages", "one");
  await mkdir(deep, { recursive: true });

  const config = await loadConfig({ cwd: deep });

  expect(config).toMatchObject({
    root: project.root,
    configFile: join(project.root, "paceline.config.ts"),
    include: ["**/*.bench.{ts,mts,js,mjs}"],
    select: [],
    resultsFolder: join(project.root, "kept"),
    preset: "thorough",
    seed: 1,
    givenNames: ["resultsFolder", "preset", "minRounds"],
  });
  expect(config.settings).toEqual({ minRounds: 7 });
});

test.for([
  { why: "does not parse", text: "\nexport default {;", message: "SyntaxError in line 2" },
  {
    why: "awaits in vain",
    text: "await new Promise(() => {}); export default {}",
    message: "awaits something that never comes",
  },
  { why: "throws", text: "throw new RangeError('x')", message: "RangeError: x" },
  { why: "has no default export", text: "export const a = 1", message: "no default export" },
  { why: "ends its thread", text: "process.exit(3)", message: "exit code 3" },
  { why: "holds a function", text: "export default { seed() {} }", message: "could not be cloned" },
])("a config that $why is told as one that cannot be loaded", async ({ text, message }) => {
  await using project = await createProject({ "paceline.config.mjs": text });

  const loading = loadConfig({ cwd: project.root });

  await expect(loading).rejects.toMatchObject({ code: "PACELINE_CONFIG_LOAD" });
  await expect(loading).rejects.toThrow(message);
});

test("a config may be a promise of one", async () => {
  await using project = await createProject({
    "paceline.config.mjs": "export default Promise.resolve({ seed: 7 })",
  });

  expect(await loadConfig({ cwd: project.root })).toMatchObject({ seed: 7 });
});

test.for(["for (;;);", "await new Promise(() => setInterval(() => {}, 1000))"])(
  "a config that never ends (%s) is stopped at its limit",
  async (text) => {
    await using project = await createProject({ "paceline.config.js": text });

    const loading = importConfig(join(project.root, "paceline.config.js"), { limitMs: 1000 });

    await expect(loading).rejects.toThrow("still loading after 1000 ms");
  },
);

test("every problem of a config is told at once", async () => {
  await using project = await createProject({
    "paceline.config.mjs": `export default { minRound: 1, preset: "quik", forks: 0, include: [], seed: 1.5 }`,
  });

  await expect(loadConfig({ cwd: project.root })).rejects.toMatchObject({
    code: "PACELINE_INVALID_OPTION",
    issues: [
      { path: "minRound", expected: expect.stringContaining('"minRounds" is near') },
      { path: "forks" },
      { path: "include" },
      { path: "preset" },
      { path: "seed" },
    ],
  });
});

/**
 * Runs what the documents tell people to run. A `paceline` command runs as written in a folder of its
 * own that holds the document's titled code blocks as files, with the smoke preset so that it is short.
 * Commands of the repository itself must be scripts of package.json; `npm run ci` runs those.
 */
import { spawnSync } from "node:child_process";
import { glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { COMMANDS_IN_EMPTY_PROJECT } from "./ci/check-packages.ts";
import { readBlocks, readCommands } from "./documents/read-blocks.ts";

const root = join(import.meta.dirname, "..");
const cli = join(root, "packages/cli/bin/paceline.js");
const isWrittenByHand = (path: string): boolean =>
  !path.includes("reference/") && !path.includes("decisions/");

const documents = (
  await Array.fromAsync(glob(["README.md", "CONTRIBUTING.md", "docs/**/*.md"], { cwd: root }))
).filter(isWrittenByHand);

const scripts = Object.keys(
  (JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { scripts: object }).scripts,
);

/** What `npm run ci` does in a clone or in an empty project, so that no test needs to. */
const isRepositoryCommand = (command: string): boolean =>
  command === "npm ci" ||
  COMMANDS_IN_EMPTY_PROJECT.includes(`${command} --preset smoke`) ||
  command.startsWith("npm install --save-dev paceline") ||
  scripts.includes(/^npm (?:run )?([\w:]+)/.exec(command)?.[1] ?? "");

async function createProject(markdown: string): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), "paceline-documents-"));
  onTestFinished(() => rm(project, { recursive: true, force: true }));
  await symlink(join(root, "node_modules"), join(project, "node_modules"));
  await writeFile(join(project, "package.json"), `{ "private": true, "type": "module" }\n`);
  const compilerOptions = { customConditions: ["@paceline/source"], types: ["node"] };
  await writeFile(
    join(project, "tsconfig.json"),
    JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, include: ["*.ts"] }),
  );
  for (const { title, text } of readBlocks(markdown)) {
    if (title === null) continue;
    await mkdir(dirname(join(project, title)), { recursive: true });
    await writeFile(join(project, title), text);
  }
  return project;
}

function run(project: string, command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, encoding: "utf8" });
  expect(`${stdout}${stderr}`.trim() + `\nexit ${status}`).toMatch(/\nexit 0$/);
  return stdout;
}

describe.for(documents)("%s", (document) => {
  test(
    "names only commands that exist, and each paceline command runs",
    { timeout: 120_000 },
    async () => {
      const markdown = await readFile(join(root, document), "utf8");
      const project = await createProject(markdown);
      for (const command of readCommands(readBlocks(markdown))) {
        if (isRepositoryCommand(command)) continue;
        expect(command).toMatch(/^npx paceline /);
        const args = command.split(/\s+/).slice(2);
        const isMeasuring = args[0] === "run";
        run(project, process.execPath, [
          cli,
          ...args,
          ...(isMeasuring ? ["--preset", "smoke"] : []),
        ]);
      }
    },
  );

  test("shows code that type-checks", { timeout: 60_000 }, async () => {
    const markdown = await readFile(join(root, document), "utf8");
    if (!readBlocks(markdown).some(({ title }) => title?.endsWith(".ts"))) return;
    run(await createProject(markdown), join(root, "node_modules/.bin/tsc"), ["-p", "."]);
  });
});

import { execFile, spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** What the last step runs in an empty project, so that no test of the documents needs to. */
export const COMMANDS_IN_EMPTY_PROJECT = [
  "npx paceline --help",
  "npx paceline run",
  "npx paceline run agent-spawning --preset smoke",
];

/** The benchmark of the README: if three lines are not enough in an empty project, it fails here. */
const HELLO = `import { bench } from "paceline";

bench("hello", () => Array.from({ length: 100 }, (_, index) => index * 2));
`;

/**
 * What a user installs: packs every room, checks the archives' metadata and types as consumers resolve
 * them, installs them in an empty folder outside the repository and runs the command line from there.
 */
export async function checkPackages(root: string, workFolder: string): Promise<boolean> {
  const rooms = (await readdir(join(root, "packages"))).map((room) => join("packages", room));
  const tarballFolder = join(workFolder, "tarballs");
  await mkdir(tarballFolder, { recursive: true });

  const checks: boolean[] = [];
  for (const room of rooms) {
    const commands = [
      ["publint", room, "--strict"],
      ["attw", "--pack", room, "--profile", "esm-only"],
      ["npm", "pack", `./${room}`, "--pack-destination", tarballFolder],
    ];
    // oxlint-disable-next-line no-await-in-loop -- as many at once as there are cores is enough
    checks.push(...(await Promise.all(commands.map((command) => runCheck(root, command)))));
  }
  return [...checks, await runInEmptyProject(root, workFolder, tarballFolder)].every(Boolean);
}

/** Side by side with others, so what it says is kept until it has ended, and shown if it failed. */
async function runCheck(
  root: string,
  [command = "", ...args]: readonly string[],
): Promise<boolean> {
  const title = [command, ...args].join(" ");
  try {
    await promisify(execFile)(command, args, { cwd: root });
    process.stdout.write(`── ${title}: passed\n`);
    return true;
  } catch (error) {
    // Its message holds what was written to stderr; these tools tell of faults on stdout.
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    process.stdout.write(`${said}── ${title}: failed (${String(error)})\n`);
    return false;
  }
}

async function runInEmptyProject(
  root: string,
  workFolder: string,
  tarballFolder: string,
): Promise<boolean> {
  const project = join(workFolder, "empty-project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), `{ "private": true, "type": "module" }\n`);
  await writeFile(join(project, "hello.bench.ts"), HELLO);

  const tarballs = (await readdir(tarballFolder)).map((name) => join(tarballFolder, name));
  const manifest = await readFile(join(root, "package.json"), "utf8");
  const nodeVersion = /"node": "(\d+\.\d+\.\d+)"/.exec(manifest)?.[1];
  // The path must not lead back to the repository's own commands, or nothing is proved.
  const path = (process.env["PATH"] ?? "").split(":").filter((part) => !part.startsWith(root));
  const run = ([command = "", ...args]: readonly string[]): boolean => {
    process.stdout.write(`── in an empty project: ${[command, ...args].join(" ")}\n`);
    const env = { ...process.env, PATH: path.join(":") };
    return spawnSync(command, args, { cwd: project, stdio: "inherit", env }).status === 0;
  };
  return (
    run(["npm", "install", "--save-dev", `node@${nodeVersion}`, ...tarballs]) &&
    COMMANDS_IN_EMPTY_PROJECT.every((command) => run(command.split(" ")))
  );
}

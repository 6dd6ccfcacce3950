import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

type RunStep = (title: string, command: string, args: readonly string[]) => boolean;

/** The benchmark of the README: if three lines are not enough in an empty project, it fails here. */
const HELLO = `import { bench } from "paceline";

bench("hello", () => Array.from({ length: 100 }, (_, index) => index * 2));
`;

/**
 * What a user installs: packs every room, checks the archives' metadata and types as consumers resolve
 * them, installs them in an empty folder outside the repository and runs the command line from there.
 */
export async function checkPackages(options: {
  readonly root: string;
  readonly workFolder: string;
  readonly runStep: RunStep;
}): Promise<boolean> {
  const { root, workFolder, runStep } = options;
  const rooms = (await readdir(join(root, "packages"))).map((room) => join("packages", room));
  const tarballFolder = join(workFolder, "tarballs");
  await mkdir(tarballFolder, { recursive: true });

  const checks = rooms.flatMap((room) => [
    runStep(`publint ${room}`, "publint", [room, "--strict"]),
    runStep(`types of ${room}`, "attw", ["--pack", room, "--profile", "esm-only"]),
    runStep(`pack ${room}`, "npm", ["pack", `./${room}`, "--pack-destination", tarballFolder]),
  ]);
  return [...checks, await runInEmptyProject(root, workFolder, tarballFolder)].every(Boolean);
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
  const run = (command: string, args: readonly string[]): boolean => {
    process.stdout.write(`── in an empty project: ${[command, ...args].join(" ")}\n`);
    const env = { ...process.env, PATH: path.join(":") };
    return spawnSync(command, args, { cwd: project, stdio: "inherit", env }).status === 0;
  };
  return (
    run("npm", ["install", "--save-dev", `node@${nodeVersion}`, ...tarballs]) &&
    run("npx", ["paceline", "--help"]) &&
    run("npx", ["paceline", "run"]) &&
    run("npx", ["paceline", "run", "agent-spawning", "--preset", "smoke"])
  );
}

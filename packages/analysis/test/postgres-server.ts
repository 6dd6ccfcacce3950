import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, globSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where distributions put the server, newest last. */
const SERVER_FOLDERS = [
  "/usr/lib/postgresql/*/bin",
  "/usr/local/bin",
  "/opt/homebrew/opt/postgresql*/bin",
];

/** A real PostgreSQL in a temporary folder, on a free port of this machine only. */
export interface PostgresServer extends AsyncDisposable {
  /** Address of a new, empty database. */
  createDatabase(): Promise<string>;
}

/** The folder of the server's programs; null where there is none. */
export const findPostgres = (): string | null =>
  SERVER_FOLDERS.flatMap((pattern) => globSync(pattern))
    .toSorted()
    .findLast((folder) =>
      ["initdb", "postgres", "createdb"].every((program) => existsSync(join(folder, program))),
    ) ?? null;

/** The server refuses to run as root: then it runs as the user that its package made. */
const isRoot = process.getuid?.() === 0;

export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = await mkdtempDisposable(join(tmpdir(), "paceline-postgres-"));
  if (isRoot) chownSync(folder.path, idOf("-u"), idOf("-g"));
  const port = await freePort();
  const data = join(folder.path, "data");
  run(programs, "initdb", ["-D", data, "-U", "paceline", "-A", "trust", "--no-sync"]);
  const server = start(programs, "postgres", [
    `-D${data}`,
    `-p${port}`,
    `-k${folder.path}`,
    "-clisten_addresses=127.0.0.1",
    "-cfsync=off",
  ]);
  await untilReady(server);
  let databaseCount = 0;
  return {
    createDatabase() {
      databaseCount += 1;
      const name = `test${databaseCount}`;
      run(programs, "createdb", ["-h", "127.0.0.1", "-p", String(port), "-U", "paceline", name]);
      return Promise.resolve(`postgres://paceline@127.0.0.1:${port}/${name}`);
    },
    async [Symbol.asyncDispose]() {
      if (server.exitCode === null) {
        const ended = once(server, "exit");
        server.kill("SIGINT");
        await ended;
      }
      await folder.remove();
    },
  };
}

const idOf = (flag: "-u" | "-g"): number =>
  Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);

const identity = isRoot ? { uid: idOf("-u"), gid: idOf("-g") } : {};

function run(programs: string, program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(join(programs, program), args, {
    ...identity,
    cwd: tmpdir(),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`, { cause: error });
}

const start = (programs: string, program: string, args: readonly string[]): ChildProcess =>
  spawn(join(programs, program), args, {
    ...identity,
    cwd: tmpdir(),
    stdio: ["ignore", "ignore", "pipe"],
  });

/** Resolves at the line that the server writes when it takes connections. */
async function untilReady(server: ChildProcess): Promise<void> {
  let seen = "";
  for await (const chunk of server.stderr ?? []) {
    seen += String(chunk);
    if (seen.includes("ready to accept connections")) {
      server.stderr?.resume();
      return;
    }
  }
  throw new Error(`the server ended: ${seen}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

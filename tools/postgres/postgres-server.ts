import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, globSync, writeFileSync } from "node:fs";
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

export interface PostgresOptions {
  /** Asked of everybody who connects, when given. */
  readonly password?: string;
  /** More `-c` settings: "fsync=on". */
  readonly settings?: readonly string[];
}

/** A real PostgreSQL in a temporary folder, on a free port of this machine only; for tests and tools. */
export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  /** Address of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Ends it as a crash does: no process of it gets to write another byte. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  restart(): Promise<void>;
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

export async function startPostgres(
  programs: string,
  { password, settings = ["fsync=off"] }: PostgresOptions = {},
): Promise<PostgresServer> {
  const folder = await mkdtempDisposable(join(tmpdir(), "paceline-postgres-"));
  if (isRoot) chownSync(folder.path, idOf("-u"), idOf("-g"));
  const port = await freePort();
  const data = join(folder.path, "data");
  run(programs, "initdb", ["-D", data, "-U", "paceline", "-A", "trust", "--no-sync"]);
  const serverArguments = [
    `-D${data}`,
    `-p${port}`,
    `-k${folder.path}`,
    "-clisten_addresses=127.0.0.1",
    ...settings.map((setting) => `-c${setting}`),
  ];
  let server = await startReady(programs, serverArguments);
  let databaseCount = 0;
  const connection = ["-h", "127.0.0.1", "-p", String(port), "-U", "paceline"];
  if (password !== undefined) {
    run(programs, "psql", [
      ...connection,
      "-d",
      "postgres",
      "-c",
      `ALTER USER paceline PASSWORD '${password}'`,
    ]);
    requirePassword(data);
    server.kill("SIGHUP");
  }
  return {
    port,
    createDatabase() {
      databaseCount += 1;
      const name = `test${databaseCount}`;
      run(programs, "createdb", ["-h", folder.path, "-p", String(port), "-U", "paceline", name]);
      const user = password === undefined ? "paceline" : `paceline:${encodeURIComponent(password)}`;
      return Promise.resolve(`postgres://${user}@127.0.0.1:${port}/${name}`);
    },
    async kill() {
      await end(server, "SIGKILL");
    },
    async restart() {
      server = await startReady(programs, serverArguments);
    },
    async [Symbol.asyncDispose]() {
      await end(server, "SIGINT");
      await folder.remove();
    },
  };
}

async function end(server: ChildProcess, signal: "SIGINT" | "SIGKILL"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill(signal);
  await ended;
}

const START_COUNT_MAX = 100;

/** Tried again while processes of a killed server, which see that only in a moment, still hold its memory. */
async function startReady(
  programs: string,
  serverArguments: readonly string[],
): Promise<ChildProcess> {
  for (let startCount = 1; ; startCount++) {
    const server = start(programs, "postgres", serverArguments);
    // oxlint-disable-next-line no-await-in-loop -- one server at a time has the folder
    const fault = await untilReady(server);
    if (fault === null) return server;
    const isHeld = fault.includes("pre-existing shared memory") || fault.includes("lock file");
    if (!isHeld || startCount === START_COUNT_MAX) throw new Error(`the server ended: ${fault}`);
  }
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

/** Null at the line that the server writes when it takes connections; what it said when it ended instead. */
async function untilReady(server: ChildProcess): Promise<string | null> {
  let seen = "";
  for await (const chunk of server.stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    seen += String(chunk);
    if (seen.includes("ready to accept connections")) {
      server.stderr?.resume();
      return null;
    }
  }
  return seen;
}

/** On sockets of the folder, which only this user can enter, it still asks for none. */
function requirePassword(data: string): void {
  writeFileSync(
    join(data, "pg_hba.conf"),
    "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n",
  );
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

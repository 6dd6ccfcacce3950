import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { tmpdir } from "node:os";
import { promisify } from "node:util";

import type { PoolWork } from "./measured-pool.ts";
import { poolTexts } from "./measured-pool.ts";
import { AGENT_COUNT } from "./dataset.ts";

/** The program, where it is installed; PostgreSQL's own measuring client, written in C. */
export const findPgbench = (): string | null =>
  [
    ...(process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "pgbench")),
    "/usr/lib/postgresql/*/bin/pgbench",
  ]
    .flatMap((pattern) => globSync(pattern))
    .at(-1) ?? null;

/** What both can do with the same statements. */
export type PgbenchWork = Exclude<PoolWork, "insert">;

export interface PgbenchLoad {
  readonly program: string;
  readonly url: string;
  readonly schema: string;
  readonly work: PgbenchWork;
  readonly clientCount: number;
  readonly requestCount: number;
}

/** Sends the same statements as our loop, prepared, from one thread. @returns requests a second. */
export async function runPgbench(load: PgbenchLoad): Promise<number> {
  const { program, url, schema, work, clientCount, requestCount } = load;
  await using folder = await mkdtempDisposable(join(tmpdir(), "paceline-pgbench-"));
  const script = join(folder.path, "script.sql");
  await writeFile(script, scriptFor(schema, work));
  const { stdout } = await promisify(execFile)(
    program,
    [
      "--no-vacuum",
      "--protocol=prepared",
      `--client=${clientCount}`,
      "--jobs=1",
      `--transactions=${Math.ceil(requestCount / clientCount)}`,
      `--file=${script}`,
    ],
    // In the environment and not among the arguments, which every user of the machine can read.
    { env: { ...process.env, ...connectionEnvironment(url) } },
  );
  const perSecond = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  if (perSecond === undefined) throw new Error(`pgbench gave no rate: ${stdout}`);
  return Number(perSecond);
}

function scriptFor(schema: string, work: PgbenchWork): string {
  const { select, insert, update } = poolTexts(schema);
  const statements = work === "select" ? [select] : ["BEGIN", update, insert, "COMMIT"];
  const lines = statements.map((text) => `${text.replaceAll("$1", ":agent")};`);
  return [`\\set agent random(0, ${AGENT_COUNT - 1})`, ...lines, ""].join("\n");
}

function connectionEnvironment(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const values = {
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

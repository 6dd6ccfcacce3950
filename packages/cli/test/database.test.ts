/** The database server of a run: started once, told to forks, gone afterwards however the run ends. */
import { existsSync, watch } from "node:fs";
import { chown, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";

import { afterAll, describe, expect, test } from "vitest";

import { findPostgres, startPostgres } from "../../../tools/postgres/postgres-server.ts";
import { benchmarkNamed, createProject, tinyBenchmark } from "./project.ts";
import type { Project } from "./project.ts";

/** Asks the server who it is, and says it in a file; renamed, so that the file is never seen empty. */
const asking = (body: string): string => `import { renameSync, writeFileSync } from "node:fs";
import { bench } from "paceline";
import pg from "pg";

bench("asks", {
  needs: ["database"],
  async setup({ services }) {
    const { url } = services.database;
    const client = new pg.Client(url);
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query(
      "SELECT current_setting('data_directory') AS folder, pg_postmaster_start_time() AS started",
    );
    writeFileSync("server.tmp", JSON.stringify({ ...rows[0], url }));
    renameSync("server.tmp", "server.json");
    return client;
  },
  teardown: (client) => client.end(),
}, async (client) => {
  ${body}
});
`;

const ANSWERING = asking(`return (await client.query("SELECT 1 AS one")).rows[0].one;`);
const ENDLESS = asking(`for (;;) await client.query("SELECT pg_sleep(0.01)");`);

interface ServerRecord {
  readonly folder: string;
  readonly url: string;
}

const readServer = async ({ folder }: Project): Promise<ServerRecord> =>
  JSON.parse(await readFile(join(folder, "server.json"), "utf8"));

/** Resolves when something in the folder makes the claim true. Watches before it looks. */
async function until(folder: string, isTrue: () => boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = (): void => {
    if (isTrue()) resolve();
  };
  const watcher = watch(folder, look).on("error", reject);
  look();
  try {
    await promise;
  } finally {
    watcher.close();
  }
}

describe("an embedded server", () => {
  test("is started once for all forks, and nothing of it is left or shown", async () => {
    await using project = await createProject({ "asks.bench.js": ANSWERING });
    const { exitCode, stdout, stderr } = await project.paceline(
      ..."run --database embedded --preset smoke --forks 2 --format json".split(" "),
    );
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("databases are measured on an embedded PostgreSQL server"),
    });
    const { folder, url } = await readServer(project);
    expect(existsSync(dirname(folder))).toBe(false);
    const { password } = new URL(url);
    expect(password.length).toBeGreaterThan(20);
    const document = await readFile(join(project.folder, "results/last_run.json"), "utf8");
    expect(stdout + stderr + document).not.toContain(password);
  });

  test.for([
    { claim: "Ctrl-C", signal: "SIGINT", exitCode: 130 },
    { claim: "the program is killed", signal: "SIGKILL", exitCode: null },
  ] as const)("goes with its files when $claim", async ({ signal, exitCode }) => {
    await using project = await createProject({ "asks.bench.js": ENDLESS });
    const { child, ended } = project.start(["run", "--preset", "smoke"]);
    await until(project.folder, () => existsSync(join(project.folder, "server.json")));
    const { folder } = await readServer(project);
    expect(existsSync(folder)).toBe(true);
    child.kill(signal);
    expect((await ended).exitCode).toBe(exitCode);
    // A killed program cannot wait for it; its keeper sees to it by itself.
    if (signal === "SIGKILL") await until(tmpdir(), () => !existsSync(dirname(folder)));
    expect(existsSync(dirname(folder))).toBe(false);
  });

  const isRoot = process.getuid?.() === 0;
  test.skipIf(!isRoot)("serves an ordinary user as it serves root", async () => {
    const nobody = 65_534;
    await using project = await createProject({ "asks.bench.js": ANSWERING });
    await chown(project.folder, nobody, nobody);
    const { exitCode, stderr } = await project.start(
      ["run", "--database", "embedded", "--preset", "smoke"],
      { HOME: project.folder, NODE_COMPILE_CACHE: join(project.folder, "cache") },
      nobody,
    ).ended;
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const { folder } = await readServer(project);
    expect(existsSync(dirname(folder))).toBe(false);
  });
});

test("without a server what needs one is left out, and said so", async () => {
  await using project = await createProject({
    "asks.bench.js": ANSWERING,
    "plain.bench.js": tinyBenchmark("plain"),
  });
  const { exitCode, stderr } = await project.paceline(
    "run",
    "--preset",
    "smoke",
    "--database",
    "none",
  );
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(
      /1 benchmark needs a database server and was left out: give --database/,
    ),
  });
  const { benchmarks } = await project.readResult("results/last_run.json");
  expect(benchmarks.map(({ name }) => name)).toEqual(["plain"]);
  const only = await project.paceline("run", "asks", "--preset", "smoke", "--database", "none");
  expect(only).toMatchObject({ exitCode: 1, stdout: "" });
  expect(only.stderr).toMatch(/^error: nothing was run: 1 benchmark needs a database server/);
});

test.for([
  [
    "foo",
    2,
    'option "database" must be an address such as postgres://user@host:5432/database, "embedded" or "none", got "foo"',
  ],
  ["me:secret@host", 2, 'got "the given address"'],
  [
    "postgres://me:secret@127.0.0.1:1/x",
    1,
    "the database at postgres://me@127.0.0.1:1/x cannot be used: connect ECONNREFUSED",
  ],
] as const)("--database %s is refused with its reason alone", async ([url, code, said]) => {
  await using project = await createProject({ "asks.bench.js": ANSWERING });
  const given = await project.paceline("run", "--preset", "smoke", "--database", url);
  expect(given).toMatchObject({ exitCode: code, stderr: expect.stringContaining(said) });
  expect(given.stderr).not.toContain("secret");
});

const programs = findPostgres();
if (programs === null) {
  process.stderr.write("skipped: a run on a given server; no initdb in the usual folders\n");
  test.skip("a run on a given server: no initdb in the usual folders", () => {});
} else {
  const server = await startPostgres(programs, { password: "s3cret" });
  afterAll(() => server[Symbol.asyncDispose]());

  test("a server that the environment names is used, and a wrong password told without it", async () => {
    await using project = await createProject({ "asks.bench.js": ANSWERING });
    const url = await server.createDatabase();
    const run = ["run", "--preset", "smoke"];
    const given = await project.start(run, { PACELINE_DATABASE_URL: url }).ended;
    expect(given).toMatchObject({ exitCode: 0 });
    expect(given.stderr).toContain(`measured on postgres://paceline@127.0.0.1:${server.port}/test`);
    const wrong = await project.start(run, {
      PACELINE_DATABASE_URL: url.replace("s3cret", "gue55"),
    }).ended;
    expect(wrong).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/password authentication failed.*check the user, the password/),
    });
    const document = await readFile(join(project.folder, "results/last_run.json"), "utf8");
    expect(given.stdout + given.stderr + wrong.stderr + document).not.toMatch(/s3cret|gue55/);
  });

  test("a server killed in the middle of a run fails what needs it, and the rest is kept", async () => {
    await using project = await createProject({
      "asks.bench.js": ENDLESS,
      "plain.bench.js": tinyBenchmark("plain"),
    });
    const url = await server.createDatabase();
    const { ended } = project.start(["run", "--preset", "smoke", "--database", url]);
    await until(project.folder, () => existsSync(join(project.folder, "server.json")));
    await server.kill();
    const { exitCode, stdout, stderr } = await ended;
    await server.restart();
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("could not be left as it was found"),
    });
    expect(stdout).toMatch(/terminat|ECONNRE/);
    const result = await project.readResult("results/last_run.json");
    expect(benchmarkNamed(result, "asks").status).toBe("failed");
    expect(benchmarkNamed(result, "plain").status).toBe("completed");
  });
}

import { afterAll, expect, test } from "vitest";

import { findPostgres, startPostgres } from "../../../tools/postgres/postgres-server.ts";
import { createConnectionPool } from "../src/store/postgres/connection-pool.ts";
import { createPostgresStore } from "../src/store/postgres/postgres-store.ts";
import { MIGRATIONS } from "../src/store/migrations.ts";
import { describeAgentStore } from "../src/store/store.contract.ts";

const programs = findPostgres();
if (programs === null) {
  // Printed, so that a green run without a server does not look like one with it.
  process.stderr.write("skipped: the agent store in PostgreSQL; no initdb in the usual folders\n");
  test.skip("the agent store in PostgreSQL: no initdb in the usual folders", () => {});
} else {
  const server = await startPostgres(programs);
  afterAll(() => server[Symbol.asyncDispose]());
  const url = await server.createDatabase();
  let schemaCount = 0;
  const newSchema = (): string => `it's "schema" ${schemaCount++}; $1 --`;

  describeAgentStore("PostgreSQL", async () => createPostgresStore(url, { schema: newSchema() }));

  test("two may open the same store for the first time at once", async () => {
    const schema = newSchema();
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => createPostgresStore(url, { schema })),
    );
    await Promise.all(
      stores.map((store, index) =>
        store.record({ agents: [{ id: index, kind: "k", options: null, stepCount: 0 }] }),
      ),
    );
    expect((await stores[0]!.counts()).agentCount).toBe(4);
    await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
  });

  test("writers of the same agents in opposite orders both get through", async () => {
    const schema = newSchema();
    await using first = await createPostgresStore(url, { schema });
    await using second = await createPostgresStore(url, { schema });
    const agents = Array.from({ length: 200 }, (_, id) => ({
      id,
      kind: "k",
      options: null,
      stepCount: 1,
    }));
    for (let round = 0; round < 10; round++) {
      // oxlint-disable-next-line no-await-in-loop -- rounds of two writers at once
      await Promise.all([first.record({ agents }), second.record({ agents: agents.toReversed() })]);
    }
    expect((await first.counts()).agentCount).toBe(200);
  });

  test("brings tables of an earlier version up to date, and refuses those of a later one", async () => {
    const schema = newSchema();
    const old = await createPostgresStore(url, { schema }, { migrations: MIGRATIONS.slice(0, 1) });
    await old.record({ agents: [{ id: "a", kind: "k", options: null, stepCount: 5 }] });
    await old[Symbol.asyncDispose]();
    await using store = await createPostgresStore(url, { schema });
    expect(await store.findAgent("a")).toMatchObject({ stepCount: 5 });
    await expect(
      createPostgresStore(url, { schema }, { migrations: MIGRATIONS.slice(0, 1) }),
    ).rejects.toMatchObject({
      code: "PACELINE_STORE_SCHEMA",
      message: expect.stringMatching(/of version 2, known is up to 1; use a newer paceline/),
    });
  });

  test("refuses a server that is too old", async () => {
    await expect(createPostgresStore(url, {}, { serverVersionMin: 990_000 })).rejects.toMatchObject(
      {
        reason: "unsupported",
        message: expect.stringMatching(/the server is PostgreSQL \d+, at least 99 is needed/),
      },
    );
  });

  test("a statement that gets no connection in time says so, and the next one gets one", async () => {
    await using pool = await createConnectionPool({
      url,
      where: "here",
      connectionCountMax: 1,
      // Also the time for the first connection to be made, which a busy machine takes long for.
      acquireTimeoutMs: 1000,
      statementTimeoutMs: 5000,
    });
    const statement = { name: "one", text: "SELECT 1 AS one" };
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: got, resolve: hasGot } = Promise.withResolvers<void>();
    const holding = pool.use(async () => {
      hasGot();
      await held;
    });
    await got;
    await expect(pool.query(statement, [])).rejects.toThrow(
      "every connection of the pool was busy",
    );
    letGo();
    await holding;
    expect(await pool.query(statement, [])).toEqual([{ one: 1 }]);
    const statistics = pool.statistics();
    expect(statistics).toMatchObject({ acquireCount: 2, errorCount: 1, connectionCountMax: 1 });
    expect(statistics.busyNsTotal).toBeGreaterThan(0);
  });

  test("a store whose only connection waits for a lock is overloaded, not silent", async () => {
    const schema = newSchema();
    await using store = await createPostgresStore(url, {
      schema,
      connectionCountMax: 1,
      acquireTimeoutMs: 1000,
    });
    await using other = await createConnectionPool({
      url,
      where: "here",
      connectionCountMax: 1,
      acquireTimeoutMs: 5000,
      statementTimeoutMs: 5000,
    });
    const locked = Promise.withResolvers<void>();
    const unlock = Promise.withResolvers<void>();
    const locking = other.transaction(async (client) => {
      await client.query(
        `LOCK TABLE "${schema.replaceAll('"', '""')}".agent IN ACCESS EXCLUSIVE MODE`,
      );
      locked.resolve();
      await unlock.promise;
    });
    await locked.promise;
    const first = store.findAgent("a");
    await expect(store.findAgent("b")).rejects.toMatchObject({
      code: "PACELINE_STORE_OVERLOADED",
      message: expect.stringContaining('"acquireTimeoutMs"'),
    });
    unlock.resolve();
    await locking;
    expect(await first).toBeNull();
  });

  test("rows beyond what may wait are refused, and the others are written", async () => {
    await using store = await createPostgresStore(url, {
      schema: newSchema(),
      batchRowCountMax: 10,
      waitingRowCountMax: 50,
    });
    const record = (sequence: number): Promise<void> =>
      store.record({ messages: [{ from: 1, to: 2, topic: "t", sequence, content: null }] });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 80 }, (_, index) => record(index)),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(30);
    expect(refused[0]?.reason).toMatchObject({ code: "PACELINE_STORE_OVERLOADED" });
    expect((await store.counts()).messageCount).toBe(50);
  });

  test("an unanswering server is given up on, and its connection with it", async () => {
    await using store = await createPostgresStore(url, {
      schema: newSchema(),
      statementTimeoutMs: 100,
      reconnectLimitMs: 300,
    });
    await store.findAgent("warm");
    const [{ pid }] = (await backends(url)) as [{ pid: number }];
    process.kill(pid, "SIGSTOP");
    try {
      // Another connection is opened for the second attempt; a store of one address gets through all the same.
      expect(await store.findAgent("a")).toBeNull();
    } finally {
      process.kill(pid, "SIGCONT");
    }
    expect(store.statistics().retryCount).toBeGreaterThan(0);
  });
}

/** Processes of the server that wait for a statement of ours, the one used last first. */
async function backends(url: string): Promise<readonly Record<string, unknown>[]> {
  await using pool = await createConnectionPool({
    url,
    where: "here",
    connectionCountMax: 1,
    acquireTimeoutMs: 5000,
    statementTimeoutMs: 5000,
  });
  return pool.query(
    {
      name: "backends",
      text: `SELECT pid FROM pg_stat_activity WHERE state = 'idle' AND query LIKE '%agent%'
        ORDER BY state_change DESC`,
    },
    [],
  );
}

test("a server that is not there is named without its password, at once", async () => {
  await expect(createPostgresStore("postgres://me:secret@127.0.0.1:1/x")).rejects.toMatchObject({
    reason: "unreachable",
    message: expect.stringMatching(
      /^the database at postgres:\/\/me@127\.0\.0\.1:1\/x cannot be used: .*ECONNREFUSED.*check the address/,
    ),
  });
});

test("options that make no sense are all told at once", async () => {
  await expect(createPostgresStore("me:secret@host/db")).rejects.toThrow(
    'option "url" must be an address such as postgres://user@host:5432/database, got "the given address"',
  );
  const options = { connectionCountMax: 0, schema: "x".repeat(64), batchRowCountMax: 1.5 };
  await expect(createPostgresStore("postgres://127.0.0.1:1/x", options)).rejects.toThrow(
    /"connectionCountMax".*"schema"/,
  );
});

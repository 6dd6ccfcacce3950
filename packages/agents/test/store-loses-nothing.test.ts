import { afterAll, expect, test } from "vitest";

import { findPostgres, startPostgres } from "../../../tools/postgres/postgres-server.ts";
import { createPostgresStore } from "../src/store/postgres/postgres-store.ts";

const programs = findPostgres();
if (programs === null) {
  process.stderr.write("skipped: killing PostgreSQL; no initdb in the usual folders\n");
  test.skip("killing PostgreSQL: no initdb in the usual folders", () => {});
} else {
  // Acknowledged means durable, so the server must write through as it does in production.
  const server = await startPostgres(programs, { settings: ["fsync=on"], password: "s3cr:et/@" });
  afterAll(() => server[Symbol.asyncDispose]());

  test("a server killed during writes loses nothing that was acknowledged, and writers go on when it is back", async () => {
    const url = await server.createDatabase();
    await using store = await createPostgresStore(url, {
      batchRowCountMax: 50,
      reconnectLimitMs: 30_000,
    });
    const acknowledged: number[] = [];
    const enough = Promise.withResolvers<void>();
    const record = async (sequence: number): Promise<void> => {
      await store.record({
        messages: [{ from: "a", to: "b", topic: "t", sequence, content: sequence }],
      });
      acknowledged.push(sequence);
      if (acknowledged.length === 500) enough.resolve();
    };
    const writing = Promise.all(Array.from({ length: 3000 }, (_, sequence) => record(sequence)));
    await enough.promise;
    await server.kill();
    const before = [...acknowledged];
    await server.restart();
    // Looked at by somebody else, before the store has had time to write the rest again.
    await using witness = await createPostgresStore(url);
    const kept = new Set((await witness.latestMessages("b", 3000)).map(({ sequence }) => sequence));
    expect(before.filter((sequence) => !kept.has(sequence))).toEqual([]);
    await writing;
    expect(store.statistics().retryCount).toBeGreaterThan(0);
    expect((await witness.counts()).messageCount).toBe(3000);
  });

  test("a server that stays away is given up on, with what was acknowledged counted", async () => {
    const url = await server.createDatabase();
    await using store = await createPostgresStore(url, { reconnectLimitMs: 200 });
    await store.record({ messages: [{ from: "a", to: "b", topic: "t", sequence: 0, content: 0 }] });
    await server.kill();
    let acknowledgedCount = 1;
    // Its processes see only in a moment that it is gone, and may still answer; what they say holds.
    const recordUntilRefused = async (): Promise<never> => {
      for (;;) {
        const message = { from: "a", to: "b", topic: "t", sequence: acknowledgedCount, content: 0 };
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await store.record({ messages: [message] });
        acknowledgedCount++;
      }
    };
    await expect(recordUntilRefused()).rejects.toMatchObject({
      reason: "lost",
      message: expect.stringContaining("acknowledged is safe"),
    });
    await expect(store.findAgent("a")).rejects.toMatchObject({ reason: "lost" });
    await server.restart();
    // The refused one may have been written: nobody knows of it.
    const { messageCount } = await store.counts();
    expect([acknowledgedCount, acknowledgedCount + 1]).toContain(messageCount);
  });

  test.for([
    [
      (url: string) => url.replace(encodeURIComponent("s3cr:et/@"), "wrong"),
      "refused",
      /password authentication failed/,
    ],
    [(url: string) => `${url}-not-there`, "refused", /database "test\d+-not-there" does not exist/],
  ] as const)("says why a server refuses, without the password", async ([change, reason, said]) => {
    const url = change(await server.createDatabase());
    const opening = createPostgresStore(url);
    await expect(opening).rejects.toMatchObject({ reason, message: expect.stringMatching(said) });
    await expect(opening).rejects.not.toThrow(/s3cr|wrong/);
  });
}

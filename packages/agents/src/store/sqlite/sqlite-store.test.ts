import { spawnSync } from "node:child_process";
import { chmodSync, openSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Message } from "../../message.ts";
import { MIGRATIONS } from "../migrations.ts";
import { describeAgentStore } from "../store.contract.ts";
import { SQLITE_READS } from "./sqlite-statements.ts";
import { openSqlite } from "./open-sqlite.ts";
import { createSqliteStore } from "./sqlite-store.ts";

const messagesFrom = (from: string, count: number): readonly Message[] =>
  Array.from({ length: count }, (_, sequence) => ({
    from,
    to: "b",
    topic: "t",
    sequence,
    content: "x".repeat(100),
  }));

describeAgentStore("SQLite, in memory", async () => createSqliteStore(":memory:"));

const onDisk = await mkdtempDisposable(join(tmpdir(), "paceline-store-"));
let fileCount = 0;
const newFile = (): string => join(onDisk.path, `${fileCount++}`, "agents.sqlite");
describeAgentStore("SQLite, on disk", async () => createSqliteStore(newFile()));

describe("a store in a SQLite file", () => {
  test("holds what was written when it is opened again, also by another store at once", async () => {
    const file = newFile();
    await using first = createSqliteStore(file);
    await using second = createSqliteStore(file);
    await first.record({ messages: messagesFrom("a", 10) });
    await second.record({ messages: messagesFrom("c", 10) });
    await first[Symbol.asyncDispose]();
    await using third = createSqliteStore(file);
    expect((await third.counts()).messageCount).toBe(20);
  });

  test("brings tables of an earlier version up to date, and keeps their rows", async () => {
    const file = newFile();
    const old = openSqlite({ file, busyTimeoutMs: 1, migrations: MIGRATIONS.slice(0, 1) });
    old.exec("INSERT INTO agent VALUES ('a', 'explorer', '1', 5)");
    old.close();
    await using store = createSqliteStore(file);
    expect(await store.findAgent("a")).toMatchObject({ stepCount: 5 });
    const looked = new DatabaseSync(file, { readOnly: true });
    expect(looked.prepare("PRAGMA user_version").get()).toEqual({
      user_version: MIGRATIONS.length,
    });
    const planOf = (text: string): string =>
      JSON.stringify(looked.prepare(`EXPLAIN QUERY PLAN ${text}`).all());
    const plans = planOf(SQLITE_READS.latestPosition) + planOf(SQLITE_READS.message);
    looked.close();
    expect(plans).toContain("SEARCH message");
    expect(plans).not.toContain("SCAN");
  });

  test("keeps each sequence of a sender once, in whatever order two stores bring them", async () => {
    const file = newFile();
    await using first = createSqliteStore(file);
    await using second = createSqliteStore(file);
    const sequences = fc.array(fc.nat({ max: 12 }), { maxLength: 20 });
    const call = fc.record({ isFirst: fc.boolean(), sequences });
    let run = 0;
    let messageCount = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call), async (calls) => {
        const [from, to] = [`from ${run}`, `to ${run++}`];
        // The oracle: what a set lets in, in that order.
        const kept = new Set<number>();
        for (const { isFirst, sequences: given } of calls) {
          const messages = given.map((sequence) => ({
            from,
            to,
            topic: "t",
            sequence,
            content: null,
          }));
          // oxlint-disable-next-line no-await-in-loop -- one call after another
          await (isFirst ? first : second).record({ messages });
          for (const sequence of given) kept.add(sequence);
        }
        const found = await first.latestMessages(to, 1000);
        expect(found.map(({ sequence }) => sequence)).toEqual([...kept]);
        messageCount += kept.size;
        expect((await second.counts()).messageCount).toBe(messageCount);
      }),
      { numRuns: 50 },
    );
    // Sequences 0 to 12 of one sender are one run at most for every two of them.
    const looked = new DatabaseSync(file, { readOnly: true });
    const touching = looked
      .prepare(
        "SELECT count(*) AS count FROM sent JOIN sent AS next ON next.sender = sent.sender AND next.first_sequence = sent.last_sequence + 1",
      )
      .get();
    looked.close();
    expect(touching).toEqual({ count: 0 });
  });

  test("refuses tables of a later version, and leaves them alone", () => {
    const file = newFile();
    const later = [
      ...MIGRATIONS,
      { version: MIGRATIONS.length + 1, title: "", sqlite: "", postgres: "" },
    ];
    openSqlite({ file, busyTimeoutMs: 1, migrations: later }).close();
    expect(() => createSqliteStore(file)).toThrow(
      expect.objectContaining({
        code: "PACELINE_STORE_SCHEMA",
        message: expect.stringMatching(/of version 3, known is up to 2; use a newer paceline/),
      }),
    );
  });

  test("refuses another program's database, and leaves it alone", () => {
    const file = join(onDisk.path, "theirs.sqlite");
    const theirs = new DatabaseSync(file);
    theirs.exec("CREATE TABLE agent (x)");
    expect(() => createSqliteStore(file)).toThrow(/is a database of another program/);
    expect(theirs.prepare("SELECT count(*) AS count FROM sqlite_schema").get()).toEqual({
      count: 1,
    });
    theirs.close();
  });

  test("says that a file is no database, and does not touch it", () => {
    const file = join(onDisk.path, "notes.txt");
    writeFileSync(file, "not a database, but long enough to look like one".repeat(100));
    expect(() => createSqliteStore(file)).toThrow(expect.objectContaining({ reason: "corrupt" }));
  });

  test("says that a file is damaged when its pages are", async () => {
    const file = newFile();
    const store = createSqliteStore(file);
    await store.record({ messages: messagesFrom("a", 5000) });
    await store[Symbol.asyncDispose]();
    const handle = openSync(file, "r+");
    for (let page = 2; page < 40; page++)
      writeSync(handle, Buffer.alloc(4096, 0xff), 0, 4096, page * 4096);
    await using damaged = createSqliteStore(file);
    await expect(damaged.latestMessages("b", 5000)).rejects.toThrow(
      expect.objectContaining({ reason: "corrupt", where: file }),
    );
    truncateSync(file, 100);
  });

  test("says that a file is locked when another program writes for longer than it waits", async () => {
    const file = newFile();
    await using store = createSqliteStore(file, { busyTimeoutMs: 1 });
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    await expect(store.record({ messages: messagesFrom("a", 1) })).rejects.toThrow(
      expect.objectContaining({
        code: "PACELINE_STORE_UNAVAILABLE",
        reason: "locked",
        message: expect.stringContaining("wait for the other program"),
      }),
    );
    other.exec("ROLLBACK");
    other.close();
    await store.record({ messages: messagesFrom("a", 1) });
    expect((await store.counts()).messageCount).toBe(1);
  });

  test("loses nothing that it acknowledged when there is no more room", async () => {
    const file = newFile();
    // A real SQLITE_FULL, by the limit that SQLite itself keeps.
    await using store = createSqliteStore(file, { batchRowCountMax: 100, fileBytesMax: 250_000 });
    const outcomes = await Promise.allSettled(
      messagesFrom("a", 5000).map((message) => store.record({ messages: [message] })),
    );
    const writtenCount = outcomes.filter(({ status }) => status === "fulfilled").length;
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    expect(failed?.reason).toMatchObject({
      reason: "full",
      message: /database or disk is full.*make room/,
    });
    expect(writtenCount).toBeGreaterThan(0);
    expect((await store.counts()).messageCount).toBe(writtenCount);
    expect(store.statistics().writtenRowCount).toBe(writtenCount);
  });

  test.skipIf(process.getuid?.() !== 0)("says so to those who may only read a file", async () => {
    const file = newFile();
    await createSqliteStore(file)[Symbol.asyncDispose]();
    for (const path of [onDisk.path, dirname(file)]) chmodSync(path, 0o755);
    chmodSync(file, 0o444);
    const opening = `
        const { createSqliteStore } = await import(${JSON.stringify(import.meta.resolve("./sqlite-store.ts"))});
        try { createSqliteStore(process.argv[1]); } catch ({ code, reason, message }) {
          process.stdout.write(JSON.stringify({ code, reason, message }));
        }`;
    // Root may write everywhere, so somebody else has to try.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--conditions=@paceline/source", "--input-type=module", "--eval", opening, file],
      { uid: 65_534, gid: 65_534, cwd: onDisk.path, encoding: "utf8" },
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      code: "PACELINE_STORE_UNAVAILABLE",
      reason: expect.stringMatching(/^(?:read-only|unreachable)$/),
      message: expect.stringContaining(file),
    });
  });

  test("says that it may not write where it may not", () => {
    const folder = join(onDisk.path, "a file, no folder");
    writeFileSync(folder, "");
    expect(() => createSqliteStore(join(folder, "agents.sqlite"))).toThrow(
      expect.objectContaining({ code: "PACELINE_STORE_UNAVAILABLE" }),
    );
  });
});

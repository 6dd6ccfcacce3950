import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { findPostgres, startPostgres } from "../../../tools/postgres/postgres-server.ts";
import { createPostgresStore } from "../src/store/postgres/postgres-store.ts";
import type { AgentStore } from "../src/store/agent-store.ts";
import { createSqliteStore } from "../src/store/sqlite/sqlite-store.ts";

/** A disk of its own so small that it is full at once. */
interface SmallDisk extends Disposable {
  readonly folder: string;
  /** Takes up so many bytes, to be given back by {@link makeRoom}. */
  takeRoom(byteCount: number): void;
  makeRoom(): void;
}

/** Null where mounting is not allowed: it takes root, and a container that lets it. */
function mountSmallDisk(sizeMb: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "paceline-small-disk-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMb}m`, "none", folder]);
  if (status !== 0) {
    rmdirSync(folder);
    return null;
  }
  const filler = join(folder, "filler");
  return {
    folder,
    takeRoom: (byteCount) => writeFileSync(filler, Buffer.alloc(byteCount)),
    makeRoom: () => rmSync(filler),
    [Symbol.dispose]() {
      // Lazily: a server that is being stopped may still hold a file.
      spawnSync("umount", ["--lazy", folder]);
      rmdirSync(folder);
    },
  };
}

/** Writes until the store refuses. */
async function fill(store: AgentStore): Promise<{ acknowledgedCount: number; refusal: unknown }> {
  for (let acknowledgedCount = 0; ; acknowledgedCount += 100) {
    const messages = Array.from({ length: 100 }, (_, index) => ({
      from: "a",
      to: "b",
      topic: "t",
      sequence: acknowledgedCount + index,
      content: "x".repeat(1000),
    }));
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other until the disk is full
      await store.record({ messages });
    } catch (refusal) {
      return { acknowledgedCount, refusal };
    }
  }
}

/** Says that the disk is full, keeps what it acknowledged, and goes on when there is room again. */
async function expectHonestyOnFullDisk(store: AgentStore, disk: SmallDisk): Promise<void> {
  const { acknowledgedCount, refusal } = await fill(store);
  expect(refusal).toMatchObject({
    code: "PACELINE_STORE_UNAVAILABLE",
    reason: "full",
    message: expect.stringContaining("make room"),
  });
  expect(acknowledgedCount).toBeGreaterThan(0);
  expect((await store.counts()).messageCount).toBe(acknowledgedCount);
  disk.makeRoom();
  const next = { from: "a", to: "b", topic: "t", sequence: acknowledgedCount, content: "after" };
  await store.record({ messages: [next] });
  expect(await store.latestMessages("b", 1)).toEqual([next]);
  expect((await store.counts()).messageCount).toBe(acknowledgedCount + 1);
}

const probe = process.platform === "linux" ? mountSmallDisk(1) : null;
probe?.[Symbol.dispose]();
const programs = findPostgres();

if (probe === null) {
  process.stderr.write("skipped: a full disk; a small one can only be mounted as root on Linux\n");
  test.skip("a full disk: a small one can only be mounted as root on Linux", () => {});
} else {
  test("SQLite on a full disk says so, loses nothing acknowledged, and goes on when there is room", async () => {
    using disk = mountSmallDisk(8)!;
    disk.takeRoom(4e6);
    await using store = createSqliteStore(join(disk.folder, "agents.sqlite"));
    await expectHonestyOnFullDisk(store, disk);
  });
}

if (probe === null || programs === null) {
  process.stderr.write("skipped: PostgreSQL on a full disk; it takes root and a server\n");
  test.skip("PostgreSQL on a full disk: it takes root and a server", () => {});
} else {
  test("PostgreSQL on a full disk says so, loses nothing acknowledged, and goes on when there is room", async () => {
    using disk = mountSmallDisk(8)!;
    await using server = await startPostgres(programs);
    const url = await server.createDatabase();
    // As root the server runs as its own user, to whom a folder for tables must belong.
    spawnSync("chown", ["postgres", disk.folder]);
    {
      const { openConnectionPool } = await import("../src/index.ts");
      await using pool = await openConnectionPool(url, { connectionCountMax: 1 });
      await pool.query({ name: "", text: `CREATE TABLESPACE small LOCATION '${disk.folder}'` }, []);
      await pool.query(
        { name: "", text: `ALTER ROLE paceline SET default_tablespace = small` },
        [],
      );
    }
    disk.takeRoom(4e6);
    await using store = await createPostgresStore(url);
    await expectHonestyOnFullDisk(store, disk);
  });
}

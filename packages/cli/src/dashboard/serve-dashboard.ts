import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { InvalidOptionError } from "@paceline/core";

import type { ExitCode } from "../command.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { createAccess } from "./access.ts";
import type { DashboardRequest } from "./make-dashboard.ts";
import { answerRequest } from "./answer-request.ts";

const PORT_DEFAULT = 7420;
const HOST_DEFAULT = "127.0.0.1";

export interface ServeOptions {
  readonly request: Omit<DashboardRequest, "linksOf">;
  readonly resultsFolder: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly io: CommandIo;
}

/**
 * Serves the page until the command is interrupted. Bound to this machine alone unless told otherwise, and then only
 * to those who have the token.
 *
 * @throws {InvalidOptionError} when the address or port cannot be taken.
 */
export async function serveDashboard({
  request,
  resultsFolder,
  host = HOST_DEFAULT,
  port = PORT_DEFAULT,
  io,
}: ServeOptions): Promise<ExitCode> {
  const access = createAccess(host);
  const stopping = new AbortController();
  const server = createServer((incoming, response) => {
    void answerRequest(incoming, response, {
      access,
      request,
      resultsFolder,
      lastRunFile: join(resultsFolder, "last_run.json"),
      signal: stopping.signal,
    });
  });
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new InvalidOptionError([
      {
        path: reason === "EADDRINUSE" || reason === "EACCES" ? "--port" : "--host",
        expected:
          reason === "EADDRINUSE"
            ? "one that nobody listens at yet; 0 takes any that is free"
            : `one that can be listened at (${reason})`,
        received: `${host}:${port}`,
      },
    ]);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens at a port has such an address
  const { port: taken } = server.address() as AddressInfo;
  const shown = host.includes(":") ? `[${host}]` : host;
  io.out.write(
    `http://${shown}:${taken}/${access.token === null ? "" : `?token=${access.token}`}\n`,
  );
  io.err.write("Ctrl-C stops it\n");
  if (!io.signal.aborted) await once(io.signal, "abort");
  stopping.abort();
  server.close();
  server.closeAllConnections();
  return 0;
}

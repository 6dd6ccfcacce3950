import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";

import { join } from "node:path";

import { findKeptProfiles } from "../kept-profiles/find-kept-profiles.ts";
import type { KeptProfile } from "../kept-profiles/find-kept-profiles.ts";
import { encodeWords, linksTo } from "../kept-profiles/links-from-page.ts";
import type { Access } from "./access.ts";
import { makeDashboard } from "./make-dashboard.ts";
import type { DashboardRequest } from "./make-dashboard.ts";
import { followRun } from "./run-progress.ts";

export interface AnswerContext {
  readonly access: Access;
  readonly request: Omit<DashboardRequest, "linksOf">;
  readonly resultsFolder: string;
  readonly lastRunFile: string;
  /** Ends streams when the server stops. */
  readonly signal: AbortSignal;
}

const COMMON_HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Three things can be read: the page, made anew each time, profiles it leads to, and the progress of a run. */
export async function answerRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  context: AnswerContext,
): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://paceline.invalid");
  if (!context.access.allows(incoming, url))
    return refuse(response, 403, "no access: take the whole address that paceline printed");
  if (incoming.method !== "GET") return refuse(response, 405, "only GET");
  if (url.pathname === "/progress") return streamProgress(response, context);
  const token = context.access.token === null ? "" : `?token=${context.access.token}`;
  try {
    const profiles = await findKeptProfiles(context.resultsFolder);
    // Only what is found is served: no address of a request ever becomes a path.
    const profile = profiles.find((kept) => addressOf(kept) === url.pathname);
    if (profile !== undefined)
      return answer(response, await readFile(join(context.resultsFolder, profile.path), "utf8"));
    if (url.pathname !== "/") return refuse(response, 404, "there is no such page; begin at /");
    const { page } = await makeDashboard(context.resultsFolder, {
      ...context.request,
      liveUrl: `/progress${token}`,
      linksOf: linksTo(profiles, (kept) => `${addressOf(kept)}${token}`),
    });
    answer(response, page);
  } catch (error) {
    refuse(response, 500, error instanceof Error ? error.message : String(error));
  }
}

const addressOf = ({ path }: KeptProfile): string => `/${encodeWords(path.split("/"))}`;

function answer(response: ServerResponse, page: string): void {
  response.writeHead(200, { ...COMMON_HEADERS, "content-type": "text/html; charset=utf-8" });
  response.end(page);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...COMMON_HEADERS, "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

function streamProgress(response: ServerResponse, { lastRunFile, signal }: AnswerContext): void {
  response.writeHead(200, { ...COMMON_HEADERS, "content-type": "text/event-stream" });
  const stop = followRun(lastRunFile, (progress) => {
    response.write(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`);
  });
  const end = (): void => {
    stop();
    response.end();
  };
  signal.addEventListener("abort", end, { once: true });
  response.on("close", () => {
    signal.removeEventListener("abort", end);
    stop();
  });
}

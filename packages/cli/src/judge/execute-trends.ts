import { hostname } from "node:os";
import { join } from "node:path";

import {
  createPostgresHistory,
  createSqliteHistory,
  judgeTrends,
  syncResults,
} from "@paceline/analysis";
import type { History } from "@paceline/analysis";
import { createPaint, renderTrends, renderTrendsMarkdown, safeLine } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { TrendsInput } from "../commands/trends.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";

const MS_PER_DAY = 86_400_000;
const INDEX_FILE = ".history.sqlite";

/** `paceline trends`: brings the history up to date with the results, and shows what changed when. */
export async function executeTrends({ options }: TrendsInput, io: CommandIo): Promise<ExitCode> {
  const { resultsFolder } = await loadProject(io);
  await using history = await openHistory(options.history, resultsFolder);
  const { unreadable } = await syncResults(
    history,
    resultsFolder,
    options.history === undefined ? "" : hostname(),
  );
  const days = options.days;
  const since =
    days === undefined ? undefined : new Date(Date.now() - days * MS_PER_DAY).toISOString();
  const series = await history.series({
    ...(since === undefined ? {} : { since }),
    ...(options.benchmark === undefined ? {} : { benchmark: options.benchmark }),
  });
  const trends = judgeTrends(series);
  switch (options.format ?? "text") {
    case "json":
      io.out.write(`${JSON.stringify({ trends, unreadable }, null, 2)}\n`);
      break;
    case "markdown":
      io.out.write(renderTrendsMarkdown(trends));
      break;
    default:
      io.out.write(
        renderTrends(trends, { width: io.out.width, paint: createPaint(io.out.isColored) }),
      );
  }
  for (const { file, message } of unreadable) {
    io.err.write(`error: ${safeLine(file)} is left out: ${safeLine(message)}\n`);
  }
  // Something was asked for that is not there, or cannot be read: that is no good news.
  return unreadable.length > 0 || trends.length === 0 ? 5 : 0;
}

const openHistory = async (url: string | undefined, resultsFolder: string): Promise<History> =>
  url === undefined
    ? createSqliteHistory(join(resultsFolder, INDEX_FILE))
    : createPostgresHistory(url);

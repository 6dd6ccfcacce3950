import { judgeTrends } from "@paceline/analysis";
import { createPaint, renderTrends, renderTrendsMarkdown, safeLine } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { TrendsInput } from "../commands/trends.ts";
import { openSyncedHistory, sinceDays } from "./open-history.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";

/** `paceline trends`: brings the history up to date with the results, and shows what changed when. */
export async function executeTrends({ options }: TrendsInput, io: CommandIo): Promise<ExitCode> {
  const { resultsFolder } = await loadProject(io);
  await using synced = await openSyncedHistory(options.history, resultsFolder);
  const { history, unreadable } = synced;
  const since = sinceDays(options.days);
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

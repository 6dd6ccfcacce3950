import { InvalidOptionError } from "@paceline/core";
import { ResultNotWritableError } from "@paceline/harness";
import { safeLine } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { DashboardInput } from "../commands/dashboard.ts";
import { writeDocument } from "../judge/write-document.ts";
import { linksFromPage } from "../kept-profiles/links-from-page.ts";
import { loadProject } from "../run/load-project.ts";
import { checkPageFile } from "../run/page-file.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { makeDashboard } from "./make-dashboard.ts";

const OUTPUT_DEFAULT = "dashboard.html";

/** `paceline dashboard`: brings the history up to date with the results, and writes or serves it as a page. */
export async function executeDashboard(
  { options }: DashboardInput,
  io: CommandIo,
): Promise<ExitCode> {
  const request = {
    history: options.history,
    days: options.days,
    benchmark: options.benchmark,
  };
  requireFitting(options);
  const { resultsFolder } = await loadProject(io);
  if (options.serve === true) {
    const { serveDashboard } = await import("./serve-dashboard.ts");
    return serveDashboard({ request, resultsFolder, host: options.host, port: options.port, io });
  }
  const file = await checkPageFile(options.output ?? OUTPUT_DEFAULT, io.cwd, "--output");
  const { page, seriesCount, changeCount, runCount, unreadable } = await makeDashboard(
    resultsFolder,
    { ...request, linksOf: await linksFromPage(file, resultsFolder) },
  );
  try {
    await writeDocument(file, page);
  } catch (error) {
    throw new ResultNotWritableError(file, error);
  }
  io.out.write(
    `${seriesCount} series of ${runCount} runs, ${changeCount} changes\ndrawn: ${safeLine(file)}\n`,
  );
  for (const { file: left, message } of unreadable)
    io.err.write(`error: ${safeLine(left)} is left out: ${safeLine(message)}\n`);
  // A page is there in any case and says what it holds; but what was asked for is not all in it.
  return unreadable.length > 0 || seriesCount === 0 ? 5 : 0;
}

function requireFitting({ output, serve, host, port }: DashboardInput["options"]): void {
  const issues = [
    ...(serve === true && output !== undefined
      ? [{ path: "--output", expected: "either a file or --serve", received: output }]
      : []),
    ...(serve !== true && (host !== undefined || port !== undefined)
      ? [
          {
            path: host === undefined ? "--port" : "--host",
            expected: "--serve with it",
            received: host ?? port,
          },
        ]
      : []),
  ];
  if (issues.length > 0) throw new InvalidOptionError(issues);
}

import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";
import { HISTORY_OPTIONS } from "./history-options.ts";

const DASHBOARD_OPTIONS = {
  output: {
    type: "text",
    placeholder: "FILE",
    summary: "write the page to this file",
    otherwise: "dashboard.html",
  },
  ...HISTORY_OPTIONS,
  serve: {
    type: "flag",
    summary: "show the page at an address, with the progress of a run that goes on",
  },
  port: {
    type: "integer",
    min: 0,
    max: 65_535,
    summary: "port of --serve; 0 takes any that is free",
    otherwise: "7420",
  },
  host: {
    type: "text",
    placeholder: "ADDRESS",
    summary: "address of --serve; any but this machine's own needs the token that is printed",
    otherwise: "127.0.0.1",
  },
} as const satisfies OptionSpecs;

export type DashboardInput = CommandInput<typeof DASHBOARD_OPTIONS>;

export const dashboardCommand = defineCommand({
  name: "dashboard",
  summary: "show the whole history as one page that opens anywhere",
  positionals: null,
  details: [
    "Reads results/baseline, results/daily and results/releases. The page is one file that opens anywhere, " +
      "offline too: it asks for nothing.",
  ],
  options: DASHBOARD_OPTIONS,
  examples: [
    { command: "paceline dashboard --output dashboard.html --days 30", summary: "the last month" },
    { command: "paceline dashboard --serve", summary: "at http://127.0.0.1:7420, live" },
  ],

  async run(input, io) {
    const { executeDashboard } = await import("../dashboard/execute-dashboard.ts");
    return executeDashboard(input, io);
  },
});

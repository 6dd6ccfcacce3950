import type { Command } from "../command.ts";

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Loads the command and what it needs; nothing of it is loaded for `paceline --help`. */
  load(): Promise<Command>;
}

/** Every command, in the order of help. A test holds the summaries against the commands' own. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "run",
    summary: "measure benchmarks and show what they cost",
    load: async () => (await import("./run.ts")).runCommand,
  },
  {
    name: "list",
    summary: "list the benchmarks that there are",
    load: async () => (await import("./list.ts")).listCommand,
  },
  {
    name: "compare",
    summary: "say what got faster or slower between two results or commits",
    load: async () => (await import("./compare.ts")).compareCommand,
  },
  {
    name: "gate",
    summary: "fail when something got slower, or when that cannot be told",
    load: async () => (await import("./gate.ts")).gateCommand,
  },
  {
    name: "calibrate",
    summary: "measure the same code against itself: what can a gate see here",
    load: async () => (await import("./calibrate.ts")).calibrateCommand,
  },
  {
    name: "baseline",
    summary: "keep, show or list the results that others are compared with",
    load: async () => (await import("./baseline.ts")).baselineCommand,
  },
  {
    name: "release",
    summary: "keep the last run under the name of a release",
    load: async () => (await import("./release.ts")).releaseCommand,
  },
  {
    name: "trends",
    summary: "show how benchmarks went over time, and where they changed",
    load: async () => (await import("./trends.ts")).trendsCommand,
  },
  {
    name: "dashboard",
    summary: "show the whole history as one page that opens anywhere",
    load: async () => (await import("./dashboard.ts")).dashboardCommand,
  },
  {
    name: "report",
    summary: "write the regression report: the last run against the baseline",
    load: async () => (await import("./report.ts")).reportCommand,
  },
  {
    name: "import",
    summary: "take results of other benchmark tools into the history",
    load: async () => (await import("./import.ts")).importCommand,
  },
  {
    name: "export",
    summary: "write a result in the form of another tool",
    load: async () => (await import("./export.ts")).exportCommand,
  },
  {
    name: "profile",
    summary: "show what a benchmark or any program spends its time on",
    load: async () => (await import("./profile.ts")).profileCommand,
  },
  {
    name: "concurrency",
    summary: "say whether agents belong on the event loop, on threads or in processes",
    load: async () => (await import("./concurrency.ts")).concurrencyCommand,
  },
  {
    name: "heap",
    summary: "say what is on the heap, what holds it, and what grew",
    load: async () => (await import("./heap.ts")).heapCommand,
  },
  {
    name: "flamegraph",
    summary: "draw profiles, of paceline or of other tools, as a page or a picture",
    load: async () => (await import("./flamegraph.ts")).flamegraphCommand,
  },
  {
    name: "memory",
    summary: "say where a program allocates memory: functions, lines, stacks",
    load: async () => (await import("./memory.ts")).memoryCommand,
  },
  {
    name: "diff",
    summary: "say which functions changed between profiles, and draw it",
    load: async () => (await import("./diff.ts")).diffCommand,
  },
  {
    name: "init",
    summary: "write a configuration and a first benchmark that runs",
    load: async () => (await import("./init.ts")).initCommand,
  },
  {
    name: "doctor",
    summary: "say what makes numbers untrustworthy on this machine, and what to do",
    load: async () => (await import("./doctor.ts")).doctorCommand,
  },
];

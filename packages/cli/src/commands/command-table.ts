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

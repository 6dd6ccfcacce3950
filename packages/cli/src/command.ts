import type { OptionSpecs, OptionValues } from "./option.ts";
import type { CommandIo } from "./terminal/command-io.ts";

/**
 * 0: passed. 1: a benchmark or the program failed. 2: wrong usage or configuration. 3: slower. 4: unclear.
 * 5: invalid. 130: interrupted by Ctrl-C.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130;

/** What each exit code says, for help, the reference page and the last line of a run. */
export const EXIT_MEANINGS = {
  0: "passed",
  1: "a benchmark or the program failed, or there was nothing to run",
  2: "wrong usage or configuration",
  3: "slower, or a target was missed",
  4: "unclear: more forks, pairs or budget are needed",
  5: "invalid: nothing could be compared, or not everything",
  130: "interrupted by Ctrl-C",
} as const satisfies Partial<Record<ExitCode, string>>;

export interface CommandInput<Specs extends OptionSpecs> {
  readonly positionals: readonly string[];
  readonly options: OptionValues<Specs>;
}

/** The one definition from which the parser, `--help` and the reference page are made. */
export interface Command<Specs extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  /** One sentence without a full stop. */
  readonly summary: string;
  /** Paragraphs of help below the summary. */
  readonly details: readonly string[];
  /** `[files or names…]`; null when the command takes none. */
  readonly positionals: { readonly placeholder: string; readonly summary: string } | null;
  readonly options: Specs;
  readonly examples: readonly { readonly command: string; readonly summary: string }[];
  run(input: CommandInput<Specs>, io: CommandIo): Promise<ExitCode>;
}

/** Returns its argument: it only types it, so that `run` knows the options by name and type. */
export const defineCommand = <const Specs extends OptionSpecs>(
  command: Command<Specs>,
): Command<Specs> => command;

/** Options that every command has. */
export const COMMON_OPTIONS = {
  help: { type: "flag", summary: "say what the command does, and stop" },
  version: { type: "flag", summary: "print the version, and stop" },
  verbose: { type: "flag", summary: "show the stack of an unexpected error" },
} as const satisfies OptionSpecs;

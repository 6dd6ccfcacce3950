import type { Command, CommandInput, ExitCode } from "./command.ts";
import { COMMANDS } from "./commands/command-table.ts";
import { renderCommandHelp, renderOverview } from "./help/render-help.ts";
import { suggestion } from "./parse/nearest.ts";
import { parseCommandLine } from "./parse/parse-command-line.ts";
import type { CommandIo } from "./terminal/command-io.ts";

const OVERVIEW = { options: {}, positionals: null };

/** Finds the command, reads its arguments, runs it. Whatever a command throws is for the caller. */
export async function runCommandLine(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [first, ...rest] = args;
  // "paceline help run" is what a person tries first.
  if (first === "help") return runCommandLine([...rest, "--help"], io);
  if (first === undefined || first.startsWith("-")) return runOverview(args, io);
  const entry = COMMANDS.find(({ name }) => name === first);
  if (entry === undefined) {
    const hint = suggestion(
      first,
      COMMANDS.map(({ name }) => name),
    );
    return refuse([`unknown command "${first}"${hint}`], "paceline --help", io);
  }

  const command = await entry.load();
  const line = parseCommandLine(rest, command);
  // Who asks for help gets it, also in the middle of a line that is wrong.
  if (asksFor("help", rest)) return answer(renderCommandHelp(command, io.out.width), io);
  if (asksFor("version", rest)) return answer(`${io.version}\n`, io);
  if (line.state === "invalid") return refuse(line.problems, `paceline ${first} --help`, io);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked against the command's own table
  const options = line.values as CommandInput<Command["options"]>["options"];
  return command.run({ positionals: line.positionals, options }, io);
}

async function runOverview(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  if (asksFor("version", args)) return answer(`${io.version}\n`, io);
  const line = parseCommandLine(args, OVERVIEW);
  if (line.state === "invalid" && !asksFor("help", args))
    return refuse(line.problems, "paceline --help", io);
  return answer(renderOverview(COMMANDS, io.out.width), io);
}

function answer(text: string, io: CommandIo): ExitCode {
  io.out.write(text);
  return 0;
}

function refuse(problems: readonly string[], help: string, io: CommandIo): ExitCode {
  const lines = problems.map((problem) => `error: ${problem}`);
  io.err.write(`${[...lines, `"${help}" shows what there is`].join("\n")}\n`);
  return 2;
}

function asksFor(name: "help" | "version", args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const before = end === -1 ? args : args.slice(0, end);
  return before.includes(`--${name}`) || before.includes(`-${name[0]}`);
}

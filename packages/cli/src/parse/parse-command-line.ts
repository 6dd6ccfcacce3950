import { parseArgs } from "node:util";

import { COMMON_OPTIONS } from "../command.ts";
import type { OptionSpec, OptionSpecs } from "../option.ts";
import { suggestion } from "./nearest.ts";
import { parseOptionValue } from "./parse-option-value.ts";

/** Arguments of one command, checked against its table. */
export type CommandLine =
  | {
      readonly state: "valid";
      readonly positionals: readonly string[];
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly state: "invalid"; readonly problems: readonly string[] };

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/**
 * Reads arguments by the command's table and collects every problem, so that a command line is put right
 * in one round. Of an option given twice the last one counts, so that flags can be added to a script's;
 * lists add up instead.
 */
export function parseCommandLine(
  args: readonly string[],
  { options, positionals }: { readonly options: OptionSpecs; readonly positionals: object | null },
): CommandLine {
  const specs: OptionSpecs = { ...options, ...COMMON_OPTIONS };
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  const words: string[] = [];
  for (const token of tokensOf(args, specs)) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind === "option") problems.push(...readOption(token, specs, values));
  }
  if (positionals === null && words.length > 0)
    problems.push(`unexpected argument "${words[0]}": this command takes options only`);
  return problems.length > 0
    ? { state: "invalid", problems }
    : { state: "valid", positionals: words, values };
}

const SHORT_NAMES: Readonly<Record<string, string>> = { help: "h", version: "v" };

function tokensOf(args: readonly string[], specs: OptionSpecs) {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const short = SHORT_NAMES[name];
      const type = spec.type === "flag" ? ("boolean" as const) : ("string" as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
  // Not strict: Node's own errors stop at the first problem and know no nearest name.
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  });
  return tokens;
}

/** Puts the value where it belongs and returns what is wrong with it. */
function readOption(
  token: OptionToken,
  specs: OptionSpecs,
  values: Record<string, unknown>,
): readonly string[] {
  const { name, rawName } = token;
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec === undefined) return [`unknown option "${rawName}"${nearestOption(rawName, specs)}`];
  const text = textOf(token, spec);
  if (text === undefined)
    return [`option "--${name}" needs a value: ${parseOptionExpectation(spec)}`];
  const isNegated = rawName === `--no-${name}`;
  if (isNegated && spec.type !== "flag")
    return [`unknown option "${rawName}", did you mean "--${name}"?`];
  const parsed = parseOptionValue(spec, isNegated ? "false" : text);
  if (parsed.state === "invalid")
    return [`option "--${name}" must be ${parsed.expected}, got "${text}"${parsed.hint}`];
  const earlier = values[name];
  values[name] =
    Array.isArray(earlier) && Array.isArray(parsed.value)
      ? [...earlier, ...parsed.value]
      : parsed.value;
  return [];
}

/** A value that is itself an option is a forgotten value. Written as `--name=--x` it is meant. */
function textOf(
  { rawName, name, value, inlineValue }: OptionToken,
  spec: OptionSpec,
): string | undefined {
  if (spec.type === "flag") return value ?? "true";
  if (rawName === `--no-${name}`) return "";
  return inlineValue !== true && value?.startsWith("--") === true ? undefined : value;
}

const nearestOption = (rawName: string, specs: OptionSpecs): string =>
  suggestion(
    rawName,
    Object.keys(specs).flatMap((name) =>
      specs[name]?.type === "flag" ? [`--${name}`, `--no-${name}`] : [`--${name}`],
    ),
  );

function parseOptionExpectation(spec: OptionSpec): string {
  // The empty text is right for no option that takes a value, so it brings out what is expected.
  const parsed = parseOptionValue(spec, "");
  return parsed.state === "invalid" ? parsed.expected : "";
}

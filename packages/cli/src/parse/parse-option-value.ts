import type { ListOption, OptionSpec } from "../option.ts";
import { suggestion } from "./nearest.ts";
import { DURATION_EXPECTED, parseDuration } from "./parse-duration.ts";

export type ParsedValue =
  | { readonly state: "valid"; readonly value: boolean | number | string | readonly string[] }
  | { readonly state: "invalid"; readonly expected: string; readonly hint: string };

/** Reads the text after an option as what the option takes. */
export function parseOptionValue(spec: OptionSpec, text: string): ParsedValue {
  switch (spec.type) {
    case "flag":
      if (text === "true" || text === "false") return valid(text === "true");
      return invalid("true or false");
    case "text":
      return text === "" ? invalid("not empty") : valid(text);
    case "texts":
      return text === "" ? invalid("not empty") : valid([text]);
    case "integer":
      return parseInteger(text, spec.min, spec.max);
    case "duration": {
      const durationMs = parseDuration(text);
      return durationMs === undefined ? invalid(DURATION_EXPECTED) : valid(durationMs);
    }
    case "choice":
      if (spec.choices.includes(text)) return valid(text);
      return invalid(`one of ${spec.choices.join(", ")}`, suggestion(text, spec.choices));
    default:
      return parseList(spec, text);
  }
}

const valid = (value: boolean | number | string | readonly string[]): ParsedValue => ({
  state: "valid",
  value,
});

const invalid = (expected: string, hint = ""): ParsedValue => ({
  state: "invalid",
  expected,
  hint,
});

function parseInteger(text: string, min: number, max: number): ParsedValue {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= min && value <= max) return valid(value);
  return invalid(
    max === Number.MAX_SAFE_INTEGER
      ? `an integer of at least ${min}`
      : `an integer from ${min} to ${max}`,
  );
}

function parseList({ choices, prefix }: ListOption, text: string): ParsedValue {
  const isOpen = (item: string): boolean =>
    prefix !== undefined && item.startsWith(prefix.text) && item.length > prefix.text.length;
  const items = text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  const known =
    prefix === undefined ? choices : [...choices, `${prefix.text}${prefix.placeholder}`];
  const wrong = items.find((item) => !choices.includes(item) && !isOpen(item));
  if (items.length > 0 && wrong === undefined) return valid(items);
  return invalid(
    `a comma-separated list of ${known.join(", ")}`,
    wrong === undefined ? "" : suggestion(wrong, choices),
  );
}

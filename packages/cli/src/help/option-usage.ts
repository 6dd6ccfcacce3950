import type { OptionSpec } from "../option.ts";

/** An option as it is written: `--forks N`, `--preset smoke|quick`, `--disable-gc`. */
export function optionUsage(name: string, spec: OptionSpec): string {
  const value = valueUsage(spec);
  return value === "" ? `--${name}` : `--${name} ${value}`;
}

/** Short enough for a column: long lists of choices are told in the description. */
const CHOICES_WIDTH_MAX = 32;

function valueUsage(spec: OptionSpec): string {
  switch (spec.type) {
    case "flag":
      return "";
    case "text":
    case "texts":
    case "list":
      return spec.placeholder;
    case "integer":
      return "N";
    case "duration":
      return "TIME";
    default: {
      const choices = spec.choices.join("|");
      return choices.length > CHOICES_WIDTH_MAX ? "NAME" : choices;
    }
  }
}

/** Summary with everything the usage leaves out: ranges, choices, what holds otherwise. */
export function optionDescription(spec: OptionSpec): string {
  const parts = [spec.summary, ...choicesText(spec), ...rangeText(spec)];
  const description = parts.join("; ");
  return spec.otherwise === undefined ? description : `${description} (default: ${spec.otherwise})`;
}

function choicesText(spec: OptionSpec): readonly string[] {
  if (spec.type === "choice")
    return spec.choices.join("|").length > CHOICES_WIDTH_MAX
      ? [`one of ${spec.choices.join(", ")}`]
      : [];
  if (spec.type !== "list") return [];
  const { choices, prefix } = spec;
  const open = prefix === undefined ? [] : [prefix.text + prefix.placeholder];
  return [`any of ${[...choices, ...open].join(", ")}`];
}

const rangeText = (spec: OptionSpec): readonly string[] =>
  spec.type === "integer" && spec.max !== Number.MAX_SAFE_INTEGER
    ? [`${spec.min} to ${spec.max}`]
    : [];

/** What one option takes. Everything that parsing, `--help` and the reference page say comes from here. */
export type OptionSpec =
  | FlagOption
  | TextOption
  | TextsOption
  | IntegerOption
  | DurationOption
  | ChoiceOption
  | ListOption;

interface OptionBase {
  /** One sentence without a full stop. */
  readonly summary: string;
  /** What holds when the option is not given, in words: "5", "from the config, or 1". */
  readonly otherwise?: string;
}

/** `--disable-gc`, `--no-disable-gc`, `--disable-gc=false`. */
export interface FlagOption extends OptionBase {
  readonly type: "flag";
}

export interface TextOption extends OptionBase {
  readonly type: "text";
  /** What stands for the value in help: `NAME`. */
  readonly placeholder: string;
}

/** A text that may be given several times, each one whole: files may have commas in their names. */
export interface TextsOption extends OptionBase {
  readonly type: "texts";
  readonly placeholder: string;
}

export interface IntegerOption extends OptionBase {
  readonly type: "integer";
  readonly min: number;
  readonly max: number;
}

/** "2s", "500ms", "5m"; parsed into milliseconds, and never zero. */
export interface DurationOption extends OptionBase {
  readonly type: "duration";
}

export interface ChoiceOption extends OptionBase {
  readonly type: "choice";
  readonly choices: readonly string[];
}

/** Comma-separated; may be given several times. */
export interface ListOption extends OptionBase {
  readonly type: "list";
  readonly choices: readonly string[];
  /** Values that are open, besides the choices: `param:NAME`. */
  readonly prefix?: { readonly text: string; readonly placeholder: string };
  readonly placeholder: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What a parsed option is worth to the command. An option that was not given is undefined. */
export type OptionValue<Spec extends OptionSpec> = Spec extends { readonly type: "flag" }
  ? boolean
  : Spec extends { readonly type: "text" }
    ? string
    : Spec extends { readonly type: "integer" | "duration" }
      ? number
      : Spec extends { readonly type: "choice"; readonly choices: readonly (infer Choice)[] }
        ? Choice
        : Spec extends ListOption
          ? readonly ListValue<Spec>[]
          : Spec extends TextsOption
            ? readonly string[]
            : never;

type ListValue<Spec extends ListOption> =
  | Spec["choices"][number]
  | (Spec extends { readonly prefix: { readonly text: infer Prefix extends string } }
      ? `${Prefix}${string}`
      : never);

export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: OptionValue<Specs[Name]> | undefined;
};

import type { OptionSpecs } from "../option.ts";

/** Which benchmarks are meant, in every command that names some. */
export const SELECTION_OPTIONS = {
  group: {
    type: "text",
    placeholder: "NAME",
    summary: "only this group and the groups nested in it",
  },
  filter: {
    type: "text",
    placeholder: "TEXT",
    summary: "only benchmarks with this text in their id, in any case of letters",
  },
} as const satisfies OptionSpecs;

export const SELECTION_POSITIONALS = {
  placeholder: "[files or names…]",
  summary:
    "Names are files, folders, groups, benchmarks, or parts of the built-in suite such as agent-spawning. " +
    "Without any, the config's select decides, or everything is meant.",
} as const;

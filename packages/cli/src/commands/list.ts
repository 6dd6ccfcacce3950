import { defineCommand } from "../command.ts";
import { PRESET_CHOICES } from "./choices.ts";
import { SELECTION_OPTIONS, SELECTION_POSITIONALS } from "./selection-options.ts";

/** Loaded while the files are being loaded in their processes. */
const importWriteList = async () => import("../run/write-list.ts");

export const listCommand = defineCommand({
  name: "list",
  summary: "list the benchmarks that there are",
  positionals: SELECTION_POSITIONALS,
  details: ["Files are loaded, but nothing is measured."],
  options: {
    ...SELECTION_OPTIONS,
    preset: {
      type: "choice",
      choices: PRESET_CHOICES,
      summary: "list with the parameters of this preset",
      otherwise: "from the config, or standard",
    },
    format: {
      type: "choice",
      choices: ["text", "json"],
      summary: "text for people, json for programs",
      otherwise: "text",
    },
  },
  examples: [{ command: "paceline list --filter topic", summary: "what --filter topic would run" }],

  async run({ positionals, options }, io) {
    const { loadProject } = await import("../run/load-project.ts");
    const { chooseBenchmarks } = await import("../run/choose-benchmarks.ts");
    const config = await loadProject(io);
    const choice = await chooseBenchmarks({
      config,
      preset: options.preset ?? config.preset,
      names: positionals,
      group: options.group,
      filter: options.filter,
      io,
      // A failure to load is told where it is awaited.
      onLoading: () => void importWriteList().catch(() => undefined),
    });
    const { writeList } = await importWriteList();
    return writeList(choice, options.format ?? "text", io);
  },
});

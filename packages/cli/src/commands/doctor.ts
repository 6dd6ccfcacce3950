import { defineCommand } from "../command.ts";
import { MEASURING_OPTIONS } from "./measuring-options.ts";

export const doctorCommand = defineCommand({
  name: "doctor",
  summary: "say what makes numbers untrustworthy on this machine, and what to do",
  positionals: null,
  details: [
    "Then lists every setting in force with where it comes from: a flag, the config, the preset or the default. " +
      "A benchmark may still ask for its own; only a flag wins over that.",
  ],
  options: MEASURING_OPTIONS,
  examples: [
    { command: "paceline doctor --forks 15", summary: "what would be in force with this flag" },
  ],

  async run({ options }, io) {
    const { executeDoctor } = await import("../doctor/execute-doctor.ts");
    return executeDoctor(options, io);
  },
});

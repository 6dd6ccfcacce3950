import { defineCommand } from "../command.ts";

export const initCommand = defineCommand({
  name: "init",
  summary: "write a configuration and a first benchmark that runs",
  positionals: null,
  details: [
    "Writes TypeScript where the project has a tsconfig.json or depends on typescript, JavaScript elsewhere. " +
      "Files that exist stay as they are.",
  ],
  options: {
    ci: {
      type: "choice",
      choices: ["github", "gitlab"],
      summary: "write the gate for this kind of continuous integration too",
    },
  },
  examples: [
    { command: "paceline init && paceline run", summary: "from nothing to a first table" },
  ],

  async run({ options }, io) {
    const { executeInit } = await import("../init/execute-init.ts");
    return executeInit(options.ci, io);
  },
});

import { defineCommand } from "../command.ts";

export const initCommand = defineCommand({
  name: "init",
  summary: "write a configuration and a first benchmark that runs",
  positionals: null,
  details: [
    "Writes TypeScript where the project has a tsconfig.json or depends on typescript, JavaScript elsewhere. " +
      "Files that exist stay as they are.",
  ],
  options: {},
  examples: [
    { command: "paceline init && paceline run", summary: "from nothing to a first table" },
  ],

  async run(_input, io) {
    const { executeInit } = await import("../init/execute-init.ts");
    return executeInit(io);
  },
});

import { defineCommand } from "../command.ts";
import { CONCURRENCY_OPTIONS } from "./concurrency-options.ts";

export const concurrencyCommand = defineCommand({
  name: "concurrency",
  summary: "say whether agents belong on the event loop, on threads or in processes",
  positionals: null,
  details: [
    "Runs the built-in agents, or those of a module of yours, in all three places with different numbers of " +
      "agents, workers and work, each in fresh processes. Ends with rates with and without start-up, the law " +
      "that the rates follow, from where on each place pays, and what to use.",
    "A module exports what defineAgent returns. It may also export optionsFor(agentIndex, { seed, agentCount }), " +
      "observationFor(agentIndex, stepIndex), and evidenceOf(action), a number that must grow while the agent works.",
  ],
  options: CONCURRENCY_OPTIONS,
  examples: [
    { command: "paceline concurrency", summary: "the built-in agents, within two minutes" },
    {
      command: "paceline concurrency --agent src/my-agent.ts --preset production",
      summary: "your own agents, well enough to decide by",
    },
    { command: "paceline concurrency --svg throughput.svg", summary: "the plot as a picture, too" },
  ],

  async run({ options }, io) {
    const { executeConcurrency } = await import("../concurrency/execute-concurrency.ts");
    return executeConcurrency(options, io);
  },
});

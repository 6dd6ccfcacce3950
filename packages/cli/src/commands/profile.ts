import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";

const PROFILE_OPTIONS = {
  output: {
    type: "text",
    placeholder: "FILE",
    summary:
      "also write it: x.html or x.svg to look at; x.cpuprofile, x.pb.gz, x.speedscope.json, x.folded or " +
      "x.trace.json for other tools",
  },
  by: {
    type: "choice",
    choices: ["function", "worker", "agent"],
    summary: "tell time apart by function, by thread, or by kind of agent",
    otherwise: "function",
  },
  interval: {
    type: "duration",
    summary: "time between two samples of a thread, such as 250us; shorter ones cost more",
    otherwise: "1ms",
  },
  duration: {
    type: "duration",
    summary: "end a program after this time; of a benchmark, how long rounds are taken",
    otherwise: "until the program ends; 1s of a benchmark, together 10s of many",
  },
  top: {
    type: "integer",
    min: 1,
    max: 1000,
    summary: "rows shown",
    otherwise: "15",
  },
} as const satisfies OptionSpecs;

export type ProfileInput = CommandInput<typeof PROFILE_OPTIONS>;

export const profileCommand = defineCommand({
  name: "profile",
  summary: "show what a benchmark or any program spends its time on",
  positionals: {
    placeholder: "<benchmarks… | script [args…]>",
    summary:
      "files, groups or names of benchmarks, or a JavaScript or TypeScript file that is no benchmark, with " +
      'its arguments; those that begin with "-" stand after "--"',
  },
  details: [
    "Every thread and every child process of Node is sampled from inside, workers and agents on other threads " +
      "among them, however each of them ends. Of a benchmark the measured rounds are shown, in a process that " +
      "is never timed.",
    "With --by agent kinds of agents are told apart by marks that the backends put on the stack while one has its " +
      "turn, which costs very short turns a tenth of their time; otherwise there are none.",
  ],
  options: PROFILE_OPTIONS,
  examples: [
    {
      command: "paceline profile message-throughput --output flame.svg",
      summary: "a flame graph of the whole part of the suite",
    },
    {
      command: "paceline profile examples/ping-pong.ts --by agent",
      summary: "which kind of agent costs what, on all threads and processes",
    },
    {
      command: "paceline profile server.ts --duration 10s -- --port 8080",
      summary: "ten seconds of a program that never ends",
    },
  ],

  async run(input, io) {
    const { executeProfile } = await import("../profile/execute-profile.ts");
    return executeProfile(input, io);
  },
});

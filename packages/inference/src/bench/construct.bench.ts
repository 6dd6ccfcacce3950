/**
 * What does it cost to begin?
 *
 * Measured: making one agent of a program that is there (`agent`), compiling a model and a program
 * (`model and program`), and, as `importTime`, loading the package in a fresh process without the
 * start of that process.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { ms, us } from "@paceline/core";
import { bench, group } from "@paceline/harness/bench";

import type { InferenceAgent } from "../agent.ts";
import { createInferenceAgent } from "../agent.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { compileProgram } from "../inference-program.ts";
import { compileExplorer } from "./measured-models.ts";
import { pymdp } from "./peer.ts";

const IMPORT_COUNT = 7;

/** Loads the package in a fresh process, the way this process was started; milliseconds. */
function importOnceMs(): number {
  const script =
    'const start = performance.now(); await import("@paceline/inference"); console.log(performance.now() - start)';
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...process.execArgv.filter((flag) => flag.startsWith("--conditions")),
      "--input-type=module",
      "-e",
      script,
    ],
    { encoding: "utf8", cwd: fileURLToPath(new URL(".", import.meta.url)) },
  );
  const elapsedMs = Number(stdout);
  if (!(elapsedMs > 0)) throw new Error(`the package could not be loaded: ${stderr}`);
  return elapsedMs;
}

group("inference/begin", () => {
  bench(
    "agent with a shared model",
    {
      setup: () => compileProgram(compileExplorer(5)),
      items: 1,
      itemsUnit: "agents",
      check: (agent: InferenceAgent) => agent.beliefs.length === 25 && agent.stepCount === 0,
      targets: [
        {
          component: "Inference",
          label: "construct",
          metric: "time",
          statistic: "median",
          below: us(5),
        },
      ],
      peers: [pymdp(170)],
    },
    (program) => createInferenceAgent(program),
  );

  bench(
    "model and program",
    {
      setup: () => null,
      items: 1,
      itemsUnit: "models",
      check: (program: InferenceProgram) => program.policies.policyCount === 5,
      metrics: {
        importTime: {
          unit: "ns",
          direction: "lower",
          measure() {
            const times = Array.from({ length: IMPORT_COUNT }, importOnceMs);
            return ms(times.sort((left, right) => left - right)[Math.floor(IMPORT_COUNT / 2)]!);
          },
        },
      },
      targets: [
        {
          component: "Inference",
          label: "import",
          metric: "importTime",
          statistic: "median",
          below: ms(20),
        },
      ],
      peers: [
        {
          peer: "pymdp 0.0.7.1",
          metric: "importTime",
          statistic: "min",
          value: ms(2400),
          measuredOn: "a 2-vCPU 2.8 GHz Xeon VM, Python 3.11.2",
          source: "import in a fresh process, with pandas, seaborn and matplotlib, which it needs",
        },
      ],
    },
    () => compileProgram(compileExplorer(5)),
  );
});

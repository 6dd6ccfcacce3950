/**
 * What does it cost to begin?
 *
 * Measured: making one agent of a program that is there (`agent`), compiling a model and a program
 * (`model and program`), and, as `importTime`, loading the engine as it is published, in one file, in
 * a fresh process, without the start of that process.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { ms, us } from "@paceline/core";
import { bench, group } from "@paceline/harness/bench";
import { build } from "rolldown";

import type { InferenceAgent } from "../agent.ts";
import { createInferenceAgent } from "../agent.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { compileProgram } from "../inference-program.ts";
import { compileExplorer } from "./measured-models.ts";
import { pymdp } from "./peer.ts";

const IMPORT_COUNT = 7;

/** The engine as it is published, one file, in a folder of its own. */
async function bundleEngine(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-inference-"));
  const file = join(folder, "bundle.mjs");
  const input = fileURLToPath(new URL("../index.ts", import.meta.url));
  await build({ input, output: { file, format: "esm" }, logLevel: "silent" });
  return { folder, file };
}

/** Loads the engine in a fresh process; milliseconds, without the start of that process. */
function importOnceMs(file: string): number {
  const url = JSON.stringify(pathToFileURL(file).href);
  const script = `const start = performance.now(); await import(${url}); console.log(performance.now() - start)`;
  const flags = ["--input-type=module", "-e", script];
  const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: "utf8" });
  const elapsedMs = Number(stdout);
  if (!(elapsedMs > 0)) throw new Error(`the engine could not be loaded: ${stderr}`);
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
      setup: bundleEngine,
      teardown: ({ folder }) => rm(folder, { recursive: true, force: true }),
      items: 1,
      itemsUnit: "models",
      check: (program: InferenceProgram) => program.policies.policyCount === 5,
      metrics: {
        importTime: {
          unit: "ns",
          direction: "lower",
          measure({ file }) {
            const times = Array.from({ length: IMPORT_COUNT }, () => importOnceMs(file));
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

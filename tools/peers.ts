/**
 * Sets paceline beside tinybench, mitata and vitest bench on the same two functions: an empty one and one of some 100 ns.
 * Each runs as its users run it, from a fresh process, with its defaults:
 *
 *     node --conditions=@paceline/source tools/peers.ts [repetitions]
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { RunResult } from "@paceline/core";
import { median, sortSamples } from "@paceline/core";

import { readReport } from "./peers/peer-report.ts";
import type { PeerReport } from "./peers/peer-report.ts";

const tools = import.meta.dirname;
const repetitionCount = Number(process.argv[2] ?? 3);

/** Output of a command of Node; the clock of the start goes in as an environment variable. */
async function run(nodeArguments: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, nodeArguments, {
    cwd: join(tools, ".."),
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      // For all alike: without it each would first spend 40 ms on stripping the types of its script.
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "node-compile-cache"),
      PEER_SPAWNED_AT_NS: String(process.hrtime.bigint()),
    },
  });
  let output = "";
  for await (const chunk of child.stdout) output += String(chunk);
  return output;
}

async function runPeer(nodeArguments: readonly string[]): Promise<PeerReport> {
  const output = await run(nodeArguments);
  const report = readReport(output);
  if (report === null)
    throw new Error(`no report in the output of ${nodeArguments.join(" ")}: ${output}`);
  return report;
}

async function runPaceline(): Promise<PeerReport> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-peers-"));
  const file = join(folder, "run.json");
  await run([
    "packages/cli/bin/paceline.js",
    "run",
    "tools/peers/paceline-peer.bench.ts",
    "--forks",
    "1",
    "--json",
    file,
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the command above
  const { benchmarks } = JSON.parse(await readFile(file, "utf8")) as RunResult;
  await rm(folder, { recursive: true });
  const metric = (name: string, wanted: string): number =>
    benchmarks.find((each) => each.name === name)?.metrics.find((each) => each.name === wanted)
      ?.median ?? Number.NaN;
  const firstSampleNs = benchmarks[0]?.forks[0]?.startupNsToFirstSample ?? Number.NaN;
  process.stdout.write(
    `paceline: from the start of the fork to the first kept sample, warm-up included: ${(firstSampleNs / 1e6).toFixed(0)} ms\n`,
  );
  return {
    startToFirstCallNs: metric("trivial", "startToFirstCall"),
    trivialNs: metric("trivial", "time"),
    spinNs: metric("spin", "time"),
    spinTruthNs: metric("spin", "truth"),
    sampleCount: benchmarks[1]?.forks[0]?.roundNs.length ?? 0,
  };
}

const peers = {
  paceline: runPaceline,
  tinybench: () => runPeer(["tools/peers/tinybench-peer.ts"]),
  mitata: () => runPeer(["tools/peers/mitata-peer.ts"]),
  "vitest bench": () =>
    runPeer(["node_modules/vitest/vitest.mjs", "bench", "--run", "vitest-peer"]),
} as const;

const reports = new Map<string, PeerReport[]>();
for (let repetition = 0; repetition < repetitionCount; repetition += 1) {
  for (const [name, measure] of Object.entries(peers)) {
    // oxlint-disable-next-line no-await-in-loop -- peers must not disturb each other
    reports.set(name, [...(reports.get(name) ?? []), await measure()]);
  }
}

const middle = (name: string, read: (report: PeerReport) => number): number =>
  median(sortSamples((reports.get(name) ?? []).map(read)));
const least = (name: string, read: (report: PeerReport) => number): number =>
  Math.min(...(reports.get(name) ?? []).map(read));

process.stdout.write(
  `medians of ${repetitionCount}\n` +
    "               empty function  ratio   ~100 ns: error    samples   start to first call  ratio\n",
);
const ownStartNs = least("paceline", (report) => report.startToFirstCallNs);
const ownTrivialNs = middle("paceline", (report) => report.trivialNs);
for (const name of Object.keys(peers)) {
  const trivialNs = middle(name, (report) => report.trivialNs);
  const error = middle(name, ({ spinNs, spinTruthNs }) => spinNs / spinTruthNs - 1);
  const startNs = least(name, (report) => report.startToFirstCallNs);
  process.stdout.write(
    name.padEnd(15) +
      `${trivialNs.toFixed(2)} ns`.padStart(14) +
      `×${(trivialNs / ownTrivialNs).toFixed(1)}`.padStart(8) +
      `${(100 * error).toFixed(1)} %`.padStart(17) +
      String(middle(name, (report) => report.sampleCount)).padStart(11) +
      `${(startNs / 1e6).toFixed(0)} ms`.padStart(20) +
      `×${(startNs / ownStartNs).toFixed(2)}\n`.padStart(9),
  );
}

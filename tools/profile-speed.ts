/**
 * How long it takes to read a large profile, and how much memory, against the goals: one million samples over
 * 200,000 frames in 2 s, a `.cpuprofile` of 100 MB into its aggregated tree in 4 s and 1 GB (the
 * picture of it has the rest of 5 s).
 *
 *     node --conditions=@paceline/source tools/profile-speed.ts
 *
 * Each case is read in a process of its own, which is told only the path. Files are made in a temporary folder.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { createRandom } from "@paceline/core";
import {
  aggregateTracks,
  createFrameTable,
  createTrackBuilder,
  NO_HEAD,
  NO_META,
  readProfile,
  summarizeFunctions,
  writeProfile,
} from "@paceline/profile";
import type { Profile, WrittenFormat } from "@paceline/profile";

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

interface Case {
  readonly name: string;
  readonly format: WrittenFormat;
  readonly sampleCount: number;
  readonly functionCount: number;
  readonly secondsMax: number;
  readonly megabytesMax: number;
}

const CASES: readonly Case[] = [
  {
    name: "1 M samples, 200,000 frames, .cpuprofile",
    format: "cpuprofile",
    sampleCount: 1_000_000,
    functionCount: 200_000,
    secondsMax: 2,
    megabytesMax: 1024,
  },
  {
    name: "the same as pprof",
    format: "pprof",
    sampleCount: 1_000_000,
    functionCount: 200_000,
    secondsMax: 2,
    megabytesMax: 1024,
  },
  {
    name: "the same as folded stacks",
    format: "folded",
    sampleCount: 1_000_000,
    functionCount: 200_000,
    secondsMax: 2,
    megabytesMax: 1024,
  },
  {
    name: "100 MB .cpuprofile",
    format: "cpuprofile",
    sampleCount: 5_200_000,
    functionCount: 250_000,
    secondsMax: 4,
    megabytesMax: 1024,
  },
];

/** Stacks that wander: each sample drops some of its top frames and grows some, as programs do. */
function makeProfile({ sampleCount, functionCount }: Case): Profile {
  const random = createRandom(1);
  const frames = createFrameTable();
  const indexes = Uint32Array.from({ length: functionCount }, (_, index) =>
    frames.intern({
      name: `function${index}`,
      file: `file:///app/packages/room/src/file${index % 500}.ts`,
      line: 1 + (index % 900),
      column: 3,
      scriptId: `${index % 500}`,
    }),
  );
  const builder = createTrackBuilder(true);
  const stack: number[] = [];
  let node = 0;
  for (let sample = 0; sample < sampleCount; sample++) {
    // The first samples reach every function once; after that the same places are seen again.
    if (sample < functionCount || random.nextRatio() < 0.01) {
      stack.length = Math.max(0, stack.length - random.nextIndex(4));
      if (stack.length < 60) {
        const next = sample < functionCount ? sample : random.nextIndex(functionCount);
        stack.push(indexes[next]!);
      }
      node = builder.nodeOf(stack);
    }
    builder.add(node, 1_000_000 + 1000 * random.nextIndex(200));
  }
  const track = builder.build({ ...NO_HEAD, mode: "cpu", sampleType: "cpu", unit: "ns" });
  return { frames: frames.build(), tracks: [track], meta: NO_META, warnings: [] };
}

interface Figures {
  readonly seconds: number;
  /** Of this process's main thread: what a machine with nothing else to do would take, or less. */
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly samples: number;
  readonly frames: number;
}

/** What the process of its own does. */
async function measure(path: string): Promise<Figures> {
  const bytes = await readFile(path);
  const startedAt = performance.now();
  const cpuStart = process.threadCpuUsage();
  const profile = readProfile(bytes, path);
  const tree = aggregateTracks(profile);
  summarizeFunctions(profile.frames, tree);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (({ user, system }) => (user + system) / 1e6)(process.threadCpuUsage(cpuStart)),
    megabytes: process.resourceUsage().maxRSS / 1024,
    samples: tree.totalCounts[0]!,
    frames: profile.frames.count - 1,
  };
}

function measureApart(path: string): Figures {
  const script = fileURLToPath(import.meta.url);
  const output = execFileSync(process.execPath, ["--conditions=@paceline/source", script, path]);
  const figures: Figures = JSON.parse(output.toString());
  return figures;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-profile-speed-"));
  try {
    print(
      `${"case".padEnd(44)} ${"MB".padStart(5)}  ${"s".padStart(5)} goal ${"CPU s".padStart(5)}     MB goal`,
    );
    for (const each of CASES) {
      const path = join(folder, "profile");
      await writeFile(path, writeProfile(makeProfile(each), each.format));
      const fileMegabytes = (await stat(path)).size / 1e6;
      const runs = [measureApart(path), measureApart(path), measureApart(path)];
      const best = runs.toSorted((a, b) => a.seconds - b.seconds)[0]!;
      const isMet = best.seconds <= each.secondsMax && best.megabytes <= each.megabytesMax;
      print(
        `${each.name.padEnd(44)} ${fileMegabytes.toFixed(0).padStart(5)}  ` +
          `${best.seconds.toFixed(2).padStart(5)} ${`${each.secondsMax}`.padEnd(4)} ${best.cpuSeconds.toFixed(2).padStart(5)} ` +
          `${best.megabytes.toFixed(0).padStart(6)} ${`${each.megabytesMax}`.padEnd(4)}  ${isMet ? "met" : "MISSED"}` +
          `  (${best.samples} samples, ${best.frames} frames)`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [, , path] = process.argv;
if (path === undefined) await main();
else print(JSON.stringify(await measure(path)));

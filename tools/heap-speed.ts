/**
 * How fast heap snapshots are read, and in how much memory: one of some 200 MB that a real process writes, and one
 * of over 512 MiB, longer than any string can be, that is made up as it is read.
 *
 *     node --conditions=@paceline/source tools/heap-speed.ts
 */
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { HeapReading } from "./heap/read-heap.ts";
import { SYNTHETIC_OBJECT_BYTES, SYNTHETIC_OBJECT_COUNT } from "./heap/synthetic-snapshot.ts";

const AGENT_COUNT = 640_000;
const CLASS_TABLE_SECONDS_MAX = 15;
const DOMINATORS_SECONDS_MAX = 60;
const MEMORY_RATIO_MAX = 6;
const STRING_BYTES_MAX = 512 * 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), "paceline-heap-speed-"));
const here = import.meta.dirname;
let isMissed = false;

try {
  const file = join(folder, "agents.heapsnapshot");
  execFileSync(process.execPath, [join(here, "heap/grow-heap.ts"), String(AGENT_COUNT), file]);
  const real = await read(file);
  // Goals are for 200 MB; a file that is a little off gets as much more or less time.
  const scale = real.fileBytes / 200e6;
  say(`a process with ${AGENT_COUNT.toLocaleString("en")} agents`, real);
  judge("class table", CLASS_TABLE_SECONDS_MAX * scale, real.classTableSeconds, "s");
  judge("dominators", DOMINATORS_SECONDS_MAX * scale, real.dominatorsSeconds, "s");
  judge("peak memory", MEMORY_RATIO_MAX, real.peakBytes / real.fileBytes, "x the file");
  check("what the root retains is the sum", real.retainedBytes === real.selfBytes);

  const synthetic = await read("synthetic");
  say("a stream that is longer than any string", synthetic);
  check("over 512 MiB", synthetic.fileBytes > STRING_BYTES_MAX);
  judge("peak memory", MEMORY_RATIO_MAX, synthetic.peakBytes / synthetic.fileBytes, "x the file");
  const wanted = SYNTHETIC_OBJECT_COUNT * SYNTHETIC_OBJECT_BYTES;
  check("the sum is that which was written", synthetic.selfBytes === wanted);
  check("what the root retains is the sum", synthetic.retainedBytes === wanted);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isMissed ? 1 : 0;

/** A process per snapshot: its peak of memory is its own. */
function read(source: string): Promise<HeapReading> {
  return new Promise((resolve, reject) => {
    const child = fork(join(here, "heap/read-heap.ts"), [source]);
    let reading: HeapReading | undefined;
    child.on("message", (message) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sent by read-heap.ts
      reading = message as HeapReading;
    });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (reading === undefined) reject(new Error(`reading ${source} ended with ${code}`));
      else resolve(reading);
    });
  });
}

function say(what: string, { fileBytes, nodeCount, edgeCount, ...times }: HeapReading): void {
  const megabytes = (fileBytes / 1e6).toFixed(0);
  const counts = `${nodeCount.toLocaleString("en")} nodes, ${edgeCount.toLocaleString("en")} edges`;
  const readSeconds = times.classTableSeconds.toFixed(1);
  const solvedSeconds = times.dominatorsSeconds.toFixed(1);
  process.stdout.write(
    `\n${what}: ${megabytes} MB, ${counts}; read ${readSeconds} s, dominators ${solvedSeconds} s\n`,
  );
}

function judge(name: string, goal: number, figure: number, unit: string): void {
  const isMet = figure <= goal;
  isMissed ||= !isMet;
  const figures = `${figure.toFixed(1).padStart(6)} of ${goal.toFixed(1).padStart(5)} ${unit}`;
  process.stdout.write(`  ${name.padEnd(34)} ${figures.padEnd(26)} ${isMet ? "met" : "MISSED"}\n`);
}

function check(name: string, holds: boolean): void {
  isMissed ||= !holds;
  process.stdout.write(`  ${name.padEnd(61)} ${holds ? "met" : "MISSED"}\n`);
}

/**
 * How fast messages go from process to process: straight, or through the parent; beside a bare socket.
 *
 *     node --conditions=@paceline/source tools/streams.ts [rounds]
 *
 * Same method as `tools/transport.ts`: the same two processes run all cases in alternating order.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, execArgv, execPath, stdout } from "node:process";
import { Duplex } from "node:stream";

import { FrameReader } from "../packages/agents/src/transport/frame-reader.ts";
import { FrameWriter } from "../packages/agents/src/transport/frame-writer.ts";
import { printGoals, ratiosOf, spread } from "./goals.ts";
import type { Round, RoundResult } from "./streams/peer.ts";

const roundCount = Number(argv[2] ?? 7);
const rows: readonly (Round & { readonly label: string })[] = [
  { caseName: "bare", count: 50_000, label: "bare framed socket, 100 per write" },
  { caseName: "direct", count: 50_000, label: "ours, socket per pair" },
  { caseName: "relayed", count: 50_000, label: "ours, through the parent" },
  { caseName: "trip direct", count: 1_000, label: "round trip: socket per pair" },
  { caseName: "trip relayed", count: 1_000, label: "round trip: through the parent" },
];

const folder = await mkdtemp(join(tmpdir(), "paceline-streams-"));
const path = join(folder, "peer");
const left = start("left");
// Both of its servers must listen before the other side connects.
await awaitMessages(left, "listening", 2);
const isLeftReady = awaitMessages(left, "ready", 1);
const right = start("right");
await Promise.all([isLeftReady, awaitMessages(right, "ready", 1)]);
relay(left, right);
relay(right, left);

const seen = new Map<string, number[]>(rows.map(({ label }) => [label, []]));
for (let round = 0; round <= roundCount; round++) {
  for (const row of round % 2 === 0 ? rows : rows.toReversed()) {
    const figure = await runRound(row);
    if (round > 0) seen.get(row.label)!.push(figure);
  }
}
left.kill();
right.kill();
await rm(folder, { recursive: true });
print();
const [bareLabel, , relayedLabel] = rows.map(({ label }) => label);
process.exitCode = printGoals([
  {
    name: "process to process, of a framed socket",
    figures: ratiosOf(seen.get(relayedLabel!)!, seen.get(bareLabel!)!),
    bound: { atLeast: 0.8 },
  },
])
  ? 0
  : 1;

function start(side: "left" | "right"): ChildProcess {
  const file = join(import.meta.dirname, "streams/peer.ts");
  return spawn(execPath, [...execArgv, file, side, path], {
    stdio: ["inherit", "inherit", "inherit", "ipc", "pipe"],
  });
}

async function awaitMessages(child: ChildProcess, text: string, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let missing = count;
  const take = (message: unknown): void => {
    if (message === text && --missing === 0) resolve();
  };
  child.on("message", take);
  await promise;
  child.off("message", take);
}

/** What the parent of a backend does with frames for a worker: all that lie together pass as one. */
function relay(from: ChildProcess, to: ChildProcess): void {
  const reader = new FrameReader();
  const writer = new FrameWriter(pipeOf(to));
  pipeOf(from).on("data", (chunk: Buffer) => {
    let run: Buffer | null = null;
    let runStart = 0;
    let end = 0;
    reader.push(chunk, ({ bytes, frameStart, payloadEnd }) => {
      if (bytes !== run || frameStart !== end) {
        if (run !== null) writer.writeFrames(run.subarray(runStart, end));
        run = bytes;
        runStart = frameStart;
      }
      end = payloadEnd;
    });
    if (run !== null) writer.writeFrames((run as Buffer).subarray(runStart, end));
    writer.flush();
  });
}

function pipeOf(child: ChildProcess): Duplex {
  const pipe: unknown = child.stdio[4];
  if (pipe instanceof Duplex) return pipe;
  throw new Error("file descriptor 4 is not a pipe to the child");
}

async function runRound({ caseName, count }: Round): Promise<number> {
  // The right side must wait for messages before the left side sends any.
  const isArmed = awaitMessages(right, "armed", 1);
  right.send({ caseName, count });
  await isArmed;
  const answered = once(left, "message");
  left.send({ caseName, count });
  const [result] = await answered;
  const { totalNs, tripNsP50 }: RoundResult = result;
  return totalNs === 0 ? tripNsP50 / 1e3 : (count / totalNs) * 1e6;
}

function print(): void {
  stdout.write(`median of ${roundCount} rounds [lowest..highest]\n`);
  const limit = seen.get(rows[0]!.label)!;
  for (const { label, caseName } of rows) {
    const isTrip = caseName.startsWith("trip");
    const figures = seen.get(label)!;
    const ratios = isTrip
      ? ""
      : `, of the bare socket ${spread(
          figures.map((each, round) => each / limit[round]!),
          2,
        )}`;
    const best = isTrip
      ? ""
      : `, best to best ${(Math.max(...figures) / Math.max(...limit)).toFixed(2)}`;
    stdout.write(
      `  ${label.padEnd(36)} ${spread(figures, 0)} ${isTrip ? "µs p50" : "k/s"}${ratios}${best}\n`,
    );
  }
}

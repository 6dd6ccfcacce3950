/**
 * How fast messages go from thread to thread, beside what the machine allows and what else there is.
 *
 *     node --conditions=@paceline/source tools/transport.ts [rounds]
 *
 * All cases run in the same two threads, in rounds of alternating order; ratios are taken within a
 * round, since the machine's speed differs more between minutes than most cases do.
 */
import { once } from "node:events";
import { argv, stdout } from "node:process";
import { MessageChannel, Worker } from "node:worker_threads";

import { allocateMesh, MeshDirectory } from "../packages/agents/src/transport/mesh.ts";
import { allocateStructureTable } from "../packages/agents/src/transport/structure-table.ts";
import { bareRingBytes } from "./transport/bare-ring.ts";
import type { Shared } from "./transport/cases.ts";
import type { RoundResult } from "./transport/peer.ts";

const RING_BYTES = 256 * 1024;
const roundCount = Number(argv[2] ?? 7);

interface Row {
  readonly name: string;
  readonly count: number;
  readonly isRoundTrip: boolean;
}

const throughput = (name: string, count: number): Row => ({ name, count, isRoundTrip: false });
const roundTrip = (name: string, count: number): Row => ({ name, count, isRoundTrip: true });

const rows: readonly Row[] = [
  throughput("bare ring, flush per 100", 200_000),
  throughput("ours, numbers, flush per 100", 200_000),
  throughput("ours, numbers, flush each", 200_000),
  throughput("ours, free form, flush per 100", 50_000),
  throughput("postMessage, free form, 100 per post", 20_000),
  throughput("postMessage, free form, one per post", 10_000),
  roundTrip("round trip: bare ring, spinning", 20_000),
  roundTrip("round trip: ours, spinning", 20_000),
  roundTrip("round trip: Atomics.wait, bare", 1_000),
  roundTrip("round trip: ours, parked", 1_000),
  roundTrip("round trip: postMessage", 1_000),
];

const goals = [
  ["ours, numbers, flush per 100", "bare ring, flush per 100", "≥ 0.6"],
  ["ours, numbers, flush per 100", "postMessage, free form, 100 per post", "≥ 5"],
  ["ours, free form, flush per 100", "postMessage, free form, 100 per post", ""],
  ["round trip: ours, spinning", "round trip: bare ring, spinning", "≤ 2"],
  ["round trip: ours, parked", "round trip: Atomics.wait, bare", "≤ 1.5"],
  ["round trip: ours, parked", "round trip: postMessage", ""],
] as const;

const shared = allocateShared();
const channel = new MessageChannel();
const left = startPeer("left", channel.port1);
const right = startPeer("right", channel.port2);

/** Messages per second, or nanoseconds a trip, of each round. */
const seen = new Map<string, number[]>(rows.map(({ name }) => [name, []]));
for (let round = 0; round <= roundCount; round++) {
  for (const row of round % 2 === 0 ? rows : rows.toReversed()) {
    const figure = await runRound(row);
    // The first round warms up.
    if (round > 0) seen.get(row.name)!.push(figure);
  }
}
await Promise.all([left.terminate(), right.terminate()]);
print();

async function runRound({ name: caseName, count, isRoundTrip }: Row): Promise<number> {
  const [result] = await Promise.all(
    [left, right].map(async (worker): Promise<RoundResult> => {
      const answered = once(worker, "message");
      worker.postMessage({ caseName, count });
      const [answer] = await answered;
      return answer;
    }),
  );
  return isRoundTrip ? result!.tripNsP50 : (count / result!.totalNs) * 1e9;
}

function allocateShared(): Shared {
  const mesh = allocateMesh(2, RING_BYTES);
  const parkedMesh = allocateMesh(2, RING_BYTES);
  for (const memory of [mesh, parkedMesh]) {
    const directory = new MeshDirectory(memory);
    directory.join();
    directory.join();
  }
  return {
    bareThere: new SharedArrayBuffer(bareRingBytes),
    bareBack: new SharedArrayBuffer(bareRingBytes),
    words: new SharedArrayBuffer(512),
    structures: allocateStructureTable(2),
    mesh,
    parkedMesh,
  };
}

function startPeer(side: "left" | "right", port: MessageChannel["port1"]): Worker {
  return new Worker(`${import.meta.dirname}/transport/peer.ts`, {
    workerData: { side, shared, port },
    transferList: [port],
  });
}

function print(): void {
  stdout.write(`median of ${roundCount} rounds [lowest..highest]\n`);
  for (const { name, isRoundTrip } of rows) {
    const sorted = seen.get(name)!.toSorted((a, b) => a - b);
    const [low, middle, high] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!].map(
      (figure) => (figure / 1e3).toFixed(isRoundTrip ? 1 : 0),
    );
    const unit = isRoundTrip ? "µs p50" : "k/s";
    stdout.write(`  ${name.padEnd(40)} ${middle!.padStart(7)} ${unit} [${low}..${high}]\n`);
  }
  stdout.write("ratios within a round, median [lowest..highest]\n");
  for (const [ours, other, goal] of goals) {
    stdout.write(`  ${formatRatio(ours, other)}${goal === "" ? "" : `, goal ${goal}`}\n`);
  }
}

function formatRatio(ours: string, other: string): string {
  const others = seen.get(other)!;
  const ratios = seen
    .get(ours)!
    .map((figure, round) => figure / others[round]!)
    .sort((a, b) => a - b);
  const [low, middle, high] = [ratios[0]!, ratios[ratios.length >> 1]!, ratios.at(-1)!].map(
    (ratio) => ratio.toFixed(2),
  );
  const best = (bestOf(ours) / bestOf(other)).toFixed(2);
  return `${`${ours} / ${other}`.padEnd(72)} ${middle} [${low}..${high}], best to best ${best}`;
}

/** What the case can do when nobody else needs the cores. */
function bestOf(name: string): number {
  const { isRoundTrip } = rows.find((row) => row.name === name)!;
  return isRoundTrip ? Math.min(...seen.get(name)!) : Math.max(...seen.get(name)!);
}

/**
 * How fast messages go from thread to thread, beside what the machine allows and what else there is.
 *
 *     node --conditions=@paceline/source tools/transport.ts [rounds]
 *
 * All cases run in the same two threads, in rounds of alternating order; ratios are taken within a
 * round, since the machine's speed differs more between minutes than most cases do. Takes about a minute
 * on two quiet cores; ends with the goals, and exits with 1 when one is not met.
 */
import { once } from "node:events";
import { argv, stdout } from "node:process";
import { MessageChannel, Worker } from "node:worker_threads";

import { allocateMesh, MeshDirectory } from "../packages/agents/src/transport/mesh.ts";
import { allocateStructureTable } from "../packages/agents/src/transport/structure-table.ts";
import { type Goal, printGoals, ratiosOf, spread } from "./goals.ts";
import { bareRingBytes } from "./transport/bare-ring.ts";
import type { Shared } from "./transport/cases.ts";
import type { RoundResult } from "./transport/peer.ts";

const RING_BYTES = 256 * 1024;
const roundCount = Number(argv[2] ?? 5);
/** On a machine with other work a trip may take a turn of its scheduler, a thousand times what it takes else. */
const SPINNING_TRIP_COUNT = 3_000;

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
  roundTrip("round trip: bare ring, spinning", SPINNING_TRIP_COUNT),
  roundTrip("round trip: ours, spinning", SPINNING_TRIP_COUNT),
  roundTrip("round trip: Atomics.wait, bare", 1_000),
  roundTrip("round trip: ours, parked", 1_000),
  roundTrip("round trip: postMessage", 1_000),
];

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
process.exitCode = printGoals(goals()) ? 0 : 1;

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
    const figures = seen.get(name)!.map((figure) => figure / 1e3);
    const unit = isRoundTrip ? "µs p50" : "k/s";
    stdout.write(`  ${name.padEnd(40)} ${spread(figures, isRoundTrip ? 1 : 0)} ${unit}\n`);
  }
}

/** In millions a second. */
function millions(name: string): number[] {
  return seen.get(name)!.map((rate) => rate / 1e6);
}

function ratios(ours: string, other: string): number[] {
  return ratiosOf(seen.get(ours)!, seen.get(other)!);
}

function goals(): readonly Goal[] {
  const numbers = "ours, numbers, flush per 100";
  const freeForm = "ours, free form, flush per 100";
  return [
    {
      name: "numbers, of the bare ring",
      figures: ratios(numbers, "bare ring, flush per 100"),
      bound: { atLeast: 0.6 },
    },
    { name: "numbers", figures: millions(numbers), unit: "M/s", bound: { atLeast: 2.3 } },
    {
      name: "numbers, of postMessage in batches",
      figures: ratios(numbers, "postMessage, free form, 100 per post"),
      bound: { atLeast: 5 },
    },
    { name: "free form", figures: millions(freeForm), unit: "M/s", bound: { atLeast: 0.6 } },
    {
      name: "round trip spinning, of the bare ring",
      figures: ratios("round trip: ours, spinning", "round trip: bare ring, spinning"),
      bound: { atMost: 2 },
    },
    {
      name: "round trip parked, of a bare futex",
      figures: ratios("round trip: ours, parked", "round trip: Atomics.wait, bare"),
      bound: { atMost: 1.5 },
    },
  ];
}

/** One of the two threads: does its side of whatever case it is told. */
import { parentPort, workerData, type MessagePort } from "node:worker_threads";

import { openCases, type Shared } from "./cases.ts";

interface PeerSetup {
  readonly side: "left" | "right";
  readonly shared: Shared;
  readonly port: MessagePort;
}

interface Round {
  readonly caseName: string;
  readonly count: number;
}

export interface RoundResult {
  readonly totalNs: number;
  /** Median of the single trips; 0 for throughput. */
  readonly tripNsP50: number;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ../transport.ts wrote it
const { side, shared, port } = workerData as PeerSetup;
const cases = new Map(Object.entries(openCases(shared, side, port)));

parentPort!.on("message", ({ caseName, count }: Round) => {
  void run(caseName, count).then((result) => parentPort!.postMessage(result));
});

async function run(caseName: string, count: number): Promise<RoundResult> {
  const chosen = cases.get(caseName)!;
  const tripNs = new Float64Array(count);
  const startMs = performance.now();
  await (side === "left" ? chosen.left(count, tripNs) : chosen.right(count));
  const totalNs = (performance.now() - startMs) * 1e6;
  return { totalNs, tripNsP50: tripNs.sort()[count >> 1]! };
}

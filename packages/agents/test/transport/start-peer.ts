import { once } from "node:events";
import { Worker } from "node:worker_threads";

import type { MeshMemory } from "../../src/transport/mesh.ts";
import type { PeerReport, PeerTask } from "./peer.ts";

/** How a peer ended. */
export interface PeerEnd {
  readonly exitCode: number;
  readonly reports: readonly PeerReport[];
}

/** Starts a real thread that takes part in a mesh; resolves when the thread has ended. */
export async function runPeer(memory: MeshMemory, index: number, task: PeerTask): Promise<PeerEnd> {
  const worker = new Worker(`${import.meta.dirname}/peer.ts`, {
    execArgv: ["--conditions=@paceline/source"],
    workerData: { memory, index, task },
  });
  const reports: PeerReport[] = [];
  worker.on("message", (report: PeerReport) => reports.push(report));
  const [exitCode] = await once(worker, "exit");
  return { exitCode: Number(exitCode), reports };
}

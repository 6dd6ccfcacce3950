import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Holds on to a few hundred bytes for each message, or does not. */
const HOLDER = `
  const { parentPort } = require("node:worker_threads");
  const held = [];
  parentPort.on("message", (wish) => {
    const values = new Array(64).fill(held.length);
    if (wish === "hold") held.push(values);
    parentPort.postMessage(values.length);
  });
`;

/** A worker thread that answers each message; what it keeps, only its own heap can tell. */
export const startHolder = (): Worker => new Worker(HOLDER, { eval: true });

export async function askWorker(worker: Worker, wish: "hold" | "drop"): Promise<unknown> {
  const answered = once(worker, "message");
  worker.postMessage(wish);
  return answered;
}

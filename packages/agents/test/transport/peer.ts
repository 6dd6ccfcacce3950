/** A thread of the mesh tests: does one task, reports what it saw, and ends as the task says. */
import { parentPort, workerData } from "node:worker_threads";

import { assert, createRandom } from "@paceline/core";

import { Endpoint } from "../../src/transport/endpoint.ts";
import type { MeshMemory } from "../../src/transport/mesh.ts";
import type { RingReader } from "../../src/transport/ring-reader.ts";
import { NO_SPACE } from "../../src/transport/ring-writer.ts";

export type PeerTask =
  /** Sends to every peer and takes from every peer, checking each record. */
  | { readonly name: "exchange"; readonly messageCount: number; readonly payloadBytesMax: number }
  /** Sends until the recipient has gone, then reads back what that one never took. */
  | { readonly name: "flood"; readonly to: number }
  /** Ends the thread in the middle of handling a record. */
  | { readonly name: "die-reading"; readonly takeCount: number }
  /** Ends the thread with records in its ring that were never flushed. */
  | { readonly name: "die-writing"; readonly to: number; readonly flushedCount: number }
  /** Takes until everybody else has gone. */
  | { readonly name: "drain" }
  /** Waits for something that never comes. */
  | { readonly name: "idle"; readonly waitMs: number };

export interface PeerReport {
  readonly sent?: number;
  readonly taken?: number;
  readonly checksum?: number;
  readonly firstReclaimed?: number;
  readonly reclaimed?: number;
  readonly cpuNs?: number;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- start-peer.ts, beside it, wrote it
const { memory, index, task } = workerData as {
  memory: MeshMemory;
  index: number;
  task: PeerTask;
};
const endpoint = new Endpoint(memory, index);
const report = (seen: PeerReport): void => parentPort!.postMessage(seen);
const PER_PEER_COUNT_MAX = 256;

switch (task.name) {
  case "exchange":
    exchange(task.messageCount, task.payloadBytesMax);
    break;
  case "flood":
    flood(task.to);
    break;
  case "die-reading":
    dieReading(task.takeCount);
    break;
  case "die-writing":
    for (let count = 0; count < task.flushedCount; count++) send(task.to, count, () => {});
    endpoint.flush();
    for (let count = 0; count < 3; count++) endpoint.writerTo(task.to).reserve(8, 0, -1, index);
    process.exit(3);
    break;
  case "drain":
    drain();
    break;
  case "idle":
    idle(task.waitMs);
}

/** Blocks until the record is in the ring, taking from others meanwhile. */
function send(to: number, sequence: number, whileWaiting: () => void): boolean {
  const writer = endpoint.writerTo(to);
  let word = writer.reserve(8, 0, sequence, index);
  while (word === NO_SPACE) {
    if (endpoint.directory.isGone(to)) return false;
    endpoint.waitForSpace(to, 8);
    endpoint.hasChanges();
    whileWaiting();
    word = writer.reserve(8, 0, sequence, index);
  }
  writer.views.float64[word] = sequence;
  return true;
}

function exchange(messageCount: number, payloadBytesMax: number): void {
  const others = Array.from({ length: endpoint.directory.peerCount }, (_, peer) => peer).filter(
    (peer) => peer !== index,
  );
  const random = createRandom(index + 1);
  const nextFrom = new Float64Array(endpoint.directory.peerCount);
  let taken = 0;
  let checksum = 0;
  const take = (record: RingReader, from: number): void => {
    const sequence = nextFrom[from]!;
    nextFrom[from] = sequence + 1;
    assert(record.source === from, `record of ${record.source} from ${from}`);
    assert(record.target === sequence, `record ${record.target} where ${sequence} was next`);
    const start = record.payloadWord * 8;
    for (let offset = 0; offset < record.payloadBytes; offset++) {
      const byte = record.views.bytes[start + offset]!;
      assert(
        byte === ((sequence + offset) & 0xff),
        `byte ${offset} of record ${sequence} is ${byte}`,
      );
      checksum = (checksum + byte * (offset + 1)) | 0;
    }
    taken++;
  };
  let sentChecksum = 0;
  for (let sequence = 0; sequence < messageCount; sequence++) {
    for (const to of others) {
      const payloadBytes = random.nextIndex(payloadBytesMax + 1);
      const writer = endpoint.writerTo(to);
      let word = writer.reserve(payloadBytes, 0, sequence, index);
      while (word === NO_SPACE) {
        endpoint.waitForSpace(to, payloadBytes);
        endpoint.poll(take, PER_PEER_COUNT_MAX);
        word = writer.reserve(payloadBytes, 0, sequence, index);
      }
      for (let offset = 0; offset < payloadBytes; offset++) {
        const byte = (sequence + offset) & 0xff;
        writer.views.bytes[word * 8 + offset] = byte;
        sentChecksum = (sentChecksum + byte * (offset + 1)) | 0;
      }
    }
    if (sequence % 64 === 0) endpoint.poll(take, PER_PEER_COUNT_MAX);
  }
  endpoint.flush();
  while (taken < messageCount * others.length) {
    if (endpoint.poll(take, PER_PEER_COUNT_MAX) === 0) endpoint.wait();
  }
  report({ sent: messageCount * others.length, taken, checksum: (checksum - sentChecksum) | 0 });
}

function flood(to: number): void {
  let sent = 0;
  while (send(to, sent, () => {})) sent++;
  const left = endpoint.reclaim(to);
  let reclaimed = 0;
  let firstReclaimed = -1;
  while (left.next()) {
    if (reclaimed === 0) firstReclaimed = left.target;
    assert(left.target === firstReclaimed + reclaimed, "reclaimed out of order");
    reclaimed++;
  }
  report({ sent, reclaimed, firstReclaimed });
}

function dieReading(takeCount: number): void {
  let taken = 0;
  for (;;) {
    const polled = endpoint.poll(() => {
      if (++taken === takeCount) process.exit(7);
    }, PER_PEER_COUNT_MAX);
    if (polled === 0) endpoint.wait();
  }
}

function drain(): void {
  let taken = 0;
  const take = (record: RingReader): void => {
    assert(record.target === taken, `record ${record.target} where ${taken} was next`);
    taken++;
  };
  for (;;) {
    const isAlone = endpoint.directory.isGone(1 - index);
    if (endpoint.poll(take, PER_PEER_COUNT_MAX) > 0) continue;
    if (isAlone) break;
    endpoint.wait();
    endpoint.hasChanges();
  }
  report({ taken });
}

function idle(waitMs: number): void {
  endpoint.wait(waitMs);
  const before = process.threadCpuUsage();
  endpoint.wait(waitMs);
  const { user, system } = process.threadCpuUsage(before);
  report({ cpuNs: (user + system) * 1e3 });
}

/** What is measured between two threads. Each case has a left side, which times it, and a right side. */
import { strictEqual } from "node:assert";
import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";

import { Endpoint } from "../../packages/agents/src/transport/endpoint.ts";
import { createFreeFormCodec } from "../../packages/agents/src/transport/free-form.ts";
import type { MeshMemory } from "../../packages/agents/src/transport/mesh.ts";
import { readNumbers, tryWriteBytes } from "../../packages/agents/src/transport/records.ts";
import { NO_SPACE } from "../../packages/agents/src/transport/ring-writer.ts";
import { StructureTable } from "../../packages/agents/src/transport/structure-table.ts";
import { openBareRing } from "./bare-ring.ts";
import { freeFormMessage, MESSAGE_SUM, MESSAGE_VALUE_COUNT, numericMessage } from "./message.ts";

export interface Shared {
  readonly bareThere: SharedArrayBuffer;
  readonly bareBack: SharedArrayBuffer;
  readonly words: SharedArrayBuffer;
  readonly structures: SharedArrayBuffer;
  readonly mesh: MeshMemory;
  readonly parkedMesh: MeshMemory;
}

export interface Case {
  /** Returns when `count` messages have gone through. Round trips write the time of each. */
  readonly left: (count: number, tripNs: Float64Array) => void | Promise<void>;
  readonly right: (count: number) => void | Promise<void>;
}

const BATCH = 100;
const LEFT = 0;
const RIGHT = 1;

export function openCases(
  shared: Shared,
  side: "left" | "right",
  port: MessagePort,
): Record<string, Case> {
  const index = side === "left" ? LEFT : RIGHT;
  const structures = new StructureTable(shared.structures, index);
  const endpoint = new Endpoint(shared.mesh, index);
  const parked = new Endpoint(shared.parkedMesh, index, 0);
  return {
    "bare ring, flush per 100": bareThroughput(shared),
    "ours, numbers, flush per 100": ringThroughput(endpoint, BATCH),
    "ours, numbers, flush each": ringThroughput(endpoint, 1),
    "ours, free form, flush per 100": freeForm(endpoint, structures),
    "postMessage, free form, 100 per post": batchedPost(port),
    "postMessage, free form, one per post": singlePost(port),
    "round trip: bare ring, spinning": bareRoundTrip(shared),
    "round trip: ours, spinning": ringRoundTrip(endpoint),
    "round trip: Atomics.wait, bare": bareParkedRoundTrip(shared),
    "round trip: ours, parked": ringRoundTrip(parked),
    "round trip: postMessage": postRoundTrip(port),
  };
}

function bareThroughput(shared: Shared): Case {
  const values = numericMessage();
  const there = openBareRing(shared.bareThere);
  const back = openBareRing(shared.bareBack);
  return {
    left(count) {
      there.send(values, count, BATCH);
      back.receive(1, 1);
    },
    right(count) {
      strictEqual(there.receive(count, 64), MESSAGE_SUM * count);
      back.send(values, 1, 1);
    },
  };
}

function ringThroughput(endpoint: Endpoint, perFlush: number): Case {
  const values = numericMessage();
  const into = new Float64Array(MESSAGE_VALUE_COUNT);
  // In memory of its own: a captured number that changes is allocated anew at each change.
  const total = new Float64Array(1);
  return {
    left(count) {
      const writer = endpoint.writerTo(RIGHT);
      const { float64 } = writer.views;
      for (let sent = 1; sent <= count; sent++) {
        let word = writer.reserve(MESSAGE_VALUE_COUNT * 8, 1, sent, LEFT);
        while (word === NO_SPACE) {
          endpoint.waitForSpace(RIGHT, MESSAGE_VALUE_COUNT * 8);
          word = writer.reserve(MESSAGE_VALUE_COUNT * 8, 1, sent, LEFT);
        }
        for (let index = 0; index < MESSAGE_VALUE_COUNT; index++) {
          float64[word + index] = values[index]!;
        }
        if (sent % perFlush === 0) writer.flush();
      }
      writer.flush();
      awaitOne(endpoint);
    },
    right(count) {
      total[0] = 0;
      takeAll(endpoint, count, (record) => {
        let sum = 0;
        readNumbers(record, into);
        for (let index = 0; index < MESSAGE_VALUE_COUNT; index++) sum += into[index]!;
        total[0]! += sum;
      });
      strictEqual(total[0], MESSAGE_SUM * count);
      answer(endpoint);
    },
  };
}

function freeForm(endpoint: Endpoint, structures: StructureTable): Case {
  const codec = createFreeFormCodec(structures);
  return {
    left(count) {
      const writer = endpoint.writerTo(RIGHT);
      const address = { kind: 2, target: 0, source: LEFT };
      for (let sent = 1; sent <= count; sent++) {
        const bytes = codec.encode(freeFormMessage(sent));
        while (!tryWriteBytes(writer, address, bytes)) {
          endpoint.waitForSpace(RIGHT, bytes.byteLength);
        }
        if (sent % BATCH === 0) writer.flush();
      }
      writer.flush();
      awaitOne(endpoint);
    },
    right(count) {
      let sum = 0;
      takeAll(endpoint, count, ({ views, payloadWord, payloadBytes }) => {
        const message = codec.decode(views.bytes, payloadWord * 8, payloadBytes);
        sum += sequenceOf(message);
      });
      strictEqual(sum, (count * (count + 1)) / 2);
      answer(endpoint);
    },
  };
}

function batchedPost(port: MessagePort): Case {
  return {
    async left(count) {
      for (let sent = 0; sent < count; sent += BATCH) {
        port.postMessage(
          Array.from({ length: BATCH }, (_, index) => freeFormMessage(sent + index)),
        );
        // As with a bounded ring: not everything may pile up in memory.
        if (sent % (50 * BATCH) === 49 * BATCH) await once(port, "message");
      }
      if (count % (50 * BATCH) !== 0) await once(port, "message");
    },
    right: (count) =>
      takePosts(port, count, (batch) => (Array.isArray(batch) ? batch.length : 0), 50 * BATCH),
  };
}

function singlePost(port: MessagePort): Case {
  return {
    async left(count) {
      for (let sent = 1; sent <= count; sent++) {
        port.postMessage(freeFormMessage(sent));
        if (sent % 5_000 === 0) await once(port, "message");
      }
      if (count % 5_000 !== 0) await once(port, "message");
    },
    right: (count) => takePosts(port, count, () => 1, 5_000),
  };
}

async function takePosts(
  port: MessagePort,
  count: number,
  sizeOf: (batch: unknown) => number,
  perAnswer: number,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let taken = 0;
  const take = (batch: unknown): void => {
    taken += sizeOf(batch);
    if (taken % perAnswer === 0 || taken === count) port.postMessage(null);
    if (taken === count) resolve();
  };
  port.on("message", take);
  await promise;
  port.off("message", take);
}

function bareRoundTrip(shared: Shared): Case {
  const values = numericMessage();
  const there = openBareRing(shared.bareThere);
  const back = openBareRing(shared.bareBack);
  return {
    left(count, tripNs) {
      timeEach(count, tripNs, () => {
        there.send(values, 1, 1);
        back.receive(1, 1);
      });
    },
    right(count) {
      for (let trip = 0; trip < count; trip++) {
        there.receive(1, 1);
        back.send(values, 1, 1);
      }
    },
  };
}

function bareParkedRoundTrip(shared: Shared): Case {
  const words = new Int32Array(shared.words);
  const left = LEFT * 32;
  const right = RIGHT * 32;
  return {
    left(count, tripNs) {
      const base = Atomics.load(words, left);
      timeEach(count, tripNs, (trip) => {
        signal(words, left);
        awaitCount(words, right, base + trip + 1);
      });
    },
    right(count) {
      // Its own word: the left side may have changed the other one already.
      const base = Atomics.load(words, right);
      for (let trip = 0; trip < count; trip++) {
        awaitCount(words, left, base + trip + 1);
        signal(words, right);
      }
    },
  };
}

function signal(words: Int32Array, at: number): void {
  Atomics.add(words, at, 1);
  Atomics.notify(words, at);
}

function awaitCount(words: Int32Array, at: number, count: number): void {
  let seen = Atomics.load(words, at);
  while (seen !== count) {
    Atomics.wait(words, at, seen);
    seen = Atomics.load(words, at);
  }
}

function ringRoundTrip(endpoint: Endpoint): Case {
  const values = numericMessage();
  const peer = 1 - endpoint.index;
  const into = new Float64Array(MESSAGE_VALUE_COUNT);
  const send = (): void => {
    const writer = endpoint.writerTo(peer);
    const word = writer.reserve(MESSAGE_VALUE_COUNT * 8, 1, 0, endpoint.index);
    writer.views.float64.set(values, word);
    writer.flush();
  };
  const take = (): void => takeAll(endpoint, 1, (record) => void readNumbers(record, into));
  return {
    left(count, tripNs) {
      timeEach(count, tripNs, () => {
        send();
        take();
      });
    },
    right(count) {
      for (let trip = 0; trip < count; trip++) {
        take();
        send();
      }
    },
  };
}

function postRoundTrip(port: MessagePort): Case {
  return {
    async left(count, tripNs) {
      for (let trip = 0; trip < count; trip++) {
        const startMs = performance.now();
        port.postMessage(freeFormMessage(trip));
        await once(port, "message");
        tripNs[trip] = (performance.now() - startMs) * 1e6;
      }
    },
    right: (count) => takePosts(port, count, () => 1, 1),
  };
}

function takeAll(endpoint: Endpoint, count: number, take: Parameters<Endpoint["poll"]>[0]): void {
  let taken = 0;
  while (taken < count) {
    const polled = endpoint.poll(take, Math.min(256, count - taken));
    if (polled === 0) endpoint.wait();
    taken += polled;
  }
}

/** Reads one field, as a handler would, and so proves that the message is whole. */
const sequenceOf = (message: unknown): number =>
  typeof message === "object" && message !== null && "sequence" in message
    ? Number(message.sequence)
    : Number.NaN;

function timeEach(count: number, tripNs: Float64Array, go: (trip: number) => void): void {
  for (let trip = 0; trip < count; trip++) {
    const startMs = performance.now();
    go(trip);
    tripNs[trip] = (performance.now() - startMs) * 1e6;
  }
}

const awaitOne = (endpoint: Endpoint): void => takeAll(endpoint, 1, () => {});

function answer(endpoint: Endpoint): void {
  const writer = endpoint.writerTo(LEFT);
  writer.reserve(0, 0, 0, RIGHT);
  writer.flush();
}

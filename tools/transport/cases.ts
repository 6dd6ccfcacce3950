/** What is measured between two threads. Each case has a left side, which times it, and a right side. */
import { strictEqual } from "node:assert";
import type { MessagePort } from "node:worker_threads";

import { Endpoint } from "../../packages/agents/src/transport/endpoint.ts";
import { createFreeFormCodec } from "../../packages/agents/src/transport/free-form.ts";
import type { MeshMemory } from "../../packages/agents/src/transport/mesh.ts";
import { readNumbers, tryWriteBytes } from "../../packages/agents/src/transport/records.ts";
import { NO_SPACE } from "../../packages/agents/src/transport/ring-writer.ts";
import { StructureTable } from "../../packages/agents/src/transport/structure-table.ts";
import {
  type BareRings,
  bareParkedRoundTrip,
  bareRoundTrip,
  bareThroughput,
} from "./bare-cases.ts";
import { BATCH, type Case, LEFT, RIGHT, timeEach } from "./case.ts";
import { batchedPost, postRoundTrip, singlePost } from "./post-cases.ts";
import { freeFormMessage, MESSAGE_SUM, MESSAGE_VALUE_COUNT, numericMessage } from "./message.ts";

export interface Shared extends BareRings {
  readonly words: SharedArrayBuffer;
  readonly structures: SharedArrayBuffer;
  readonly mesh: MeshMemory;
  readonly parkedMesh: MeshMemory;
}

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
    "round trip: Atomics.wait, bare": bareParkedRoundTrip(shared.words),
    "round trip: ours, parked": ringRoundTrip(parked),
    "round trip: postMessage": postRoundTrip(port),
  };
}

function ringThroughput(endpoint: Endpoint, perFlush: number): Case {
  const values = numericMessage();
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
      // In place, as the bare ring does: a fixed layout is read where it lies.
      takeAll(endpoint, count, ({ views, payloadWord }) => {
        const { float64 } = views;
        let sum = 0;
        for (let index = 0; index < MESSAGE_VALUE_COUNT; index++)
          sum += float64[payloadWord + index]!;
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

const awaitOne = (endpoint: Endpoint): void => takeAll(endpoint, 1, () => {});

function answer(endpoint: Endpoint): void {
  const writer = endpoint.writerTo(LEFT);
  writer.reserve(0, 0, 0, RIGHT);
  writer.flush();
}

import type { MessagePort } from "node:worker_threads";

import type { Endpoint } from "../../transport/endpoint.ts";
import { payloadBytesMax } from "../../transport/ring-layout.ts";
import { NO_SPACE } from "../../transport/ring-writer.ts";
import type { HostLink, RecordNumbers } from "../workers/host-link.ts";
import { KIND, PARENT, type Reply } from "../workers/records.ts";

const EMPTY = new Uint8Array(0);
const NO_NUMBERS: RecordNumbers = { target: 0, source: 0 };

/** A thread's way out: rings for records, its port for parcels. */
export class ThreadLink implements HostLink {
  readonly payloadBytesMax: number;
  readonly #endpoint: Endpoint;
  readonly #port: MessagePort;
  /** Takes messages in, so that two threads with full rings do not wait for each other for ever. */
  readonly #readMeanwhile: () => void;

  constructor(
    endpoint: Endpoint,
    capacityBytes: number,
    port: MessagePort,
    readMeanwhile: () => void,
  ) {
    this.payloadBytesMax = payloadBytesMax(capacityBytes);
    this.#endpoint = endpoint;
    this.#port = port;
    this.#readMeanwhile = readMeanwhile;
  }

  send(workerIndex: number, kind: number, numbers: RecordNumbers, payload: Uint8Array): boolean {
    const endpoint = this.#endpoint;
    const writer = endpoint.writerTo(workerIndex);
    const { byteLength } = payload;
    if (endpoint.directory.isGone(workerIndex)) return false;
    let word = writer.reserve(byteLength, kind, numbers.target, numbers.source);
    while (word === NO_SPACE) {
      // Others may wait for what this thread has written and not yet shown them.
      endpoint.flush();
      endpoint.waitForSpace(workerIndex, byteLength);
      if (endpoint.directory.isGone(workerIndex)) return false;
      this.#readMeanwhile();
      word = writer.reserve(byteLength, kind, numbers.target, numbers.source);
    }
    writer.put(word, payload);
    return true;
  }

  sendParcel(reply: Reply): void {
    // The parcel first: who reads the record may rely on it.
    this.#port.postMessage(reply);
    this.send(PARENT, KIND.parcel, NO_NUMBERS, EMPTY);
    this.#endpoint.flush();
  }

  checkParcel(value: unknown): void {
    structuredClone(value);
  }

  flush(): void {
    this.#endpoint.flush();
  }
}

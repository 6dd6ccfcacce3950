/** The limits: what a ring and a futex can do with nothing around them. */
import { strictEqual } from "node:assert";

import { openBareRing } from "./bare-ring.ts";
import { BATCH, type Case, LEFT, RIGHT, timeEach } from "./case.ts";
import { MESSAGE_SUM, numericMessage } from "./message.ts";

/** Memory of a bare ring in each direction. */
export interface BareRings {
  readonly bareThere: SharedArrayBuffer;
  readonly bareBack: SharedArrayBuffer;
}

export function bareThroughput(shared: BareRings): Case {
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

export function bareRoundTrip(shared: BareRings): Case {
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

export function bareParkedRoundTrip(memory: SharedArrayBuffer): Case {
  const words = new Int32Array(memory);
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

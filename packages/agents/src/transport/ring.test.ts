import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Doorbell, DOORBELL_BYTES } from "./doorbell.ts";
import { RecordTooLargeError } from "./errors.ts";
import { readNumbers, tryWriteBytes, tryWriteNumbers } from "./records.ts";
import {
  allocateRing,
  HEAD_INDEX,
  TAIL_INDEX,
  TAKEN_INDEX,
  type RingMemory,
} from "./ring-layout.ts";
import { RingReader } from "./ring-reader.ts";
import { viewIndices } from "./ring-views.ts";
import { NO_SPACE, RingWriter } from "./ring-writer.ts";

const address = { kind: 1, target: 2, source: 3 };
const bell = (): Doorbell => new Doorbell(new SharedArrayBuffer(DOORBELL_BYTES));

/** @param firstIndex - Where the indices stand, as after that many words have gone through. */
function openRing(capacityBytes: number, firstIndex = 0) {
  const memory = allocateRing(capacityBytes);
  const indices = viewIndices(memory);
  for (const index of [TAIL_INDEX, HEAD_INDEX, TAKEN_INDEX]) indices[index] = firstIndex;
  return { memory, writer: new RingWriter(memory, bell()), reader: new RingReader(memory, bell()) };
}

const readBytes = (reader: RingReader): number[] => {
  const start = reader.payloadWord * 8;
  return [...reader.views.bytes.subarray(start, start + reader.payloadBytes)];
};

describe("a ring", () => {
  test("gives records back in order, whole and unchanged, for any sizes and any interleaving", () => {
    const command = fc.oneof(
      fc.uint8Array({ maxLength: 140 }).map((bytes) => ({ what: "write" as const, bytes })),
      fc.constant({ what: "flush" as const }),
      fc.integer({ min: 1, max: 5 }).map((count) => ({ what: "read" as const, count })),
    );
    // Both sides of the wrap from 2^31 - 1 to -2^31, and of the wrap to 0.
    const firstIndex = fc.constantFrom(0, 31, 2 ** 31 - 40, -(2 ** 31), -40);
    fc.assert(
      fc.property(firstIndex, fc.array(command, { maxLength: 200 }), (first, commands) => {
        const { writer, reader } = openRing(512, first);
        const expected: number[][] = [];
        const read = (): void => {
          expect(readBytes(reader)).toEqual(expected.shift());
          expect([reader.kind, reader.target, reader.source]).toEqual([1, 2, 3]);
        };
        for (const step of commands) {
          if (step.what === "flush") writer.flush();
          else if (step.what === "read") {
            for (let n = 0; n < step.count && reader.next(); n++) read();
          } else if (tryWriteBytes(writer, address, step.bytes)) expected.push([...step.bytes]);
        }
        writer.flush();
        while (reader.next()) read();
        expect(expected).toEqual([]);
      }),
    );
  });

  test("shows nothing before it is flushed", () => {
    const { writer, reader } = openRing(1024);
    tryWriteNumbers(writer, address, [1]);
    expect(reader.hasNext()).toBe(false);
    expect(reader.next()).toBe(false);
    writer.flush();
    expect(reader.hasNext()).toBe(true);
    expect(reader.next()).toBe(true);
  });

  test("wakes nobody by publishing, and one who sleeps by the flush that follows", () => {
    const memory = allocateRing(256);
    const words = new SharedArrayBuffer(DOORBELL_BYTES);
    const sleeper = new Doorbell(words);
    const writer = new RingWriter(memory, new Doorbell(words));
    const reader = new RingReader(memory, bell());
    const ticket = sleeper.arm();
    tryWriteNumbers(writer, address, [1]);
    writer.publish();
    expect(reader.next()).toBe(true);
    // A ticket stays good until somebody rings.
    expect(sleeper.arm()).toBe(ticket);
    writer.flush();
    expect(sleeper.arm()).not.toBe(ticket);
  });

  test("publishes by itself after an eighth of its room, so the consumer can start", () => {
    const { writer, reader } = openRing(1024);
    // A record of 64 bytes of values and 16 of header: the second one begins beyond 128 bytes.
    for (let count = 0; count < 3; count++) tryWriteNumbers(writer, address, Array(8).fill(count));
    expect(reader.next()).toBe(true);
    expect(reader.next()).toBe(true);
    expect(reader.next()).toBe(false);
  });

  test("refuses what does not fit, publishes what does, and takes more once that is released", () => {
    const { writer, reader } = openRing(256);
    // Each takes 16 + 48 bytes: four fill 256.
    for (let count = 0; count < 4; count++) {
      expect(tryWriteNumbers(writer, address, [count, 0, 0, 0, 0, 0])).toBe(true);
    }
    expect(writer.reserve(0, 0, 0, 0)).toBe(NO_SPACE);
    expect(writer.hasSpace(0)).toBe(false);

    expect(reader.next()).toBe(true);
    expect(writer.hasSpace(0)).toBe(false);
    reader.release();
    expect(writer.hasSpace(48)).toBe(true);
    expect(writer.hasSpace(56)).toBe(false);
    expect(tryWriteNumbers(writer, address, [4, 0, 0, 0, 0, 0])).toBe(true);
  });

  test("takes records up to half its size at every position, and refuses a longer one by name", () => {
    const { writer, reader } = openRing(256);
    const longest = new Uint8Array(writer.payloadBytesMax).fill(7);
    expect(longest.length).toBe(112);
    for (let position = 0; position < 64; position++) {
      expect(tryWriteBytes(writer, address, longest)).toBe(true);
      writer.flush();
      expect(reader.next()).toBe(true);
      expect(reader.payloadBytes).toBe(112);
      // Frees the ring and shifts the next start by 24 bytes, which meets all 32 words.
      expect(reader.next()).toBe(false);
      expect(tryWriteBytes(writer, address, new Uint8Array(8))).toBe(true);
      writer.flush();
      expect(reader.next()).toBe(true);
      expect(reader.next()).toBe(false);
    }
    expect(() => writer.reserve(113, 0, 0, 0)).toThrow(RecordTooLargeError);
  });

  test("carries the bits of every double", () => {
    const { writer, reader } = openRing(1024);
    const values = [NaN, -0, Infinity, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE, 0.1];
    tryWriteNumbers(writer, address, values);
    writer.flush();
    reader.next();
    const into = new Float64Array(8);
    expect(readNumbers(reader, into)).toBe(7);
    expect([...into.subarray(0, 7)]).toStrictEqual(values);
  });

  test("lets a second reader go on exactly after the last record that the first one took", () => {
    const { memory, writer, reader } = openRing(4096);
    for (let count = 0; count < 10; count++) tryWriteNumbers(writer, address, [count]);
    writer.flush();
    for (let count = 0; count < 4; count++) reader.next();

    const successor = new RingReader(memory, bell());
    const left: number[] = [];
    while (successor.next()) left.push(successor.views.float64[successor.payloadWord]!);
    expect(left).toEqual([4, 5, 6, 7, 8, 9]);
  });
});

test("a reader rings the producer that asked for space, once half of the ring is free", () => {
  const memory: RingMemory = allocateRing(1024);
  const producerBell = bell();
  const writer = new RingWriter(memory, bell());
  const reader = new RingReader(memory, producerBell);
  while (tryWriteNumbers(writer, address, [1, 2, 3, 4, 5, 6])) continue;
  writer.requestSpace();
  const ticket = producerBell.arm();

  for (let count = 0; count < 7; count++) reader.next();
  expect(isRung(producerBell, ticket)).toBe(false);
  while (reader.next()) continue;
  expect(isRung(producerBell, ticket)).toBe(true);
});

/** A rung bell does not let anyone sleep on the old ticket. */
const isRung = (rung: Doorbell, ticket: number): boolean => rung.arm() !== ticket;

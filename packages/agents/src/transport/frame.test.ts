import { PassThrough, Writable } from "node:stream";

import fc from "fast-check";
import { expect, test } from "vitest";

import { FrameCorruptError, RecordTooLargeError } from "./errors.ts";
import { FRAME_HEADER_BYTES } from "./frame.ts";
import { FrameReader } from "./frame-reader.ts";
import { FrameWriter } from "./frame-writer.ts";

interface Frame {
  readonly kind: number;
  readonly peer: number;
  readonly target: number;
  readonly source: number;
  readonly payload: readonly number[];
}

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const frame: fc.Arbitrary<Frame> = fc.record({
  kind: int32,
  peer: int32,
  target: int32,
  source: int32,
  payload: fc.uint8Array({ maxLength: 60 }).map((bytes) => [...bytes]),
});

/** Everything that was written, as one piece of bytes. */
function write(frames: readonly Frame[]): Buffer {
  const stream = new PassThrough();
  const writer = new FrameWriter(stream);
  for (const { payload, ...header } of frames) writer.write(header, Uint8Array.from(payload));
  writer.flush();
  return (stream.read() as Buffer | null) ?? Buffer.alloc(0);
}

function collect(into: Frame[]) {
  return ({ kind, peer, target, source, bytes, payloadStart, payloadEnd }: FrameReader): void => {
    into.push({
      kind,
      peer,
      target,
      source,
      payload: [...bytes.subarray(payloadStart, payloadEnd)],
    });
  };
}

test("gives back every frame whole and in order, wherever the stream was cut", () => {
  const cuts = fc.array(fc.nat(90), { maxLength: 40 });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 30 }), cuts, (frames, lengths) => {
      let rest = write(frames);
      const reader = new FrameReader();
      const seen: Frame[] = [];
      for (const length of lengths) {
        reader.push(rest.subarray(0, length), collect(seen));
        rest = rest.subarray(length);
      }
      reader.push(rest, collect(seen));
      reader.end();
      expect(seen).toEqual(frames);
    }),
  );
});

test("joins a large frame that comes in many chunks once, not once a chunk", () => {
  const payload = new Uint8Array(5_000_000).fill(3);
  const stream = new PassThrough({ highWaterMark: 2 ** 24 });
  const writer = new FrameWriter(stream);
  writer.write({ kind: 1, peer: 2, target: 3, source: 4 }, payload);
  writer.flush();
  const bytes = stream.read() as Buffer;
  const reader = new FrameReader();
  let joined: Buffer | null = null;
  for (let at = 0; at < bytes.byteLength; at += 1000) {
    reader.push(bytes.subarray(at, at + 1000), (seen) => {
      joined = Buffer.from(seen.bytes.subarray(seen.payloadStart, seen.payloadEnd));
    });
  }
  expect(joined!.equals(payload)).toBe(true);
});

test.for([
  { what: "another protocol's bytes", bytes: Buffer.from("GET / HTTP/1.1\r\nHost: here\r\n\r\n") },
  { what: "zeros", bytes: Buffer.alloc(64) },
])("refuses $what by name", ({ bytes }) => {
  expect(() => new FrameReader().push(bytes, () => {})).toThrow(FrameCorruptError);
});

test("a damaged length is noticed at the next frame", () => {
  const one = { kind: 0, peer: 0, target: 0, source: 0, payload: [1, 2, 3, 4] };
  const bytes = write(Array.from({ length: 20 }, () => one));
  bytes[0]! += 1;
  expect(() => new FrameReader().push(bytes, () => {})).toThrow(FrameCorruptError);
});

test("says when a stream ended inside a frame", () => {
  const bytes = write([{ kind: 0, peer: 0, target: 0, source: 0, payload: [1, 2, 3] }]);
  for (const length of [1, FRAME_HEADER_BYTES, bytes.byteLength - 1]) {
    const reader = new FrameReader();
    reader.push(bytes.subarray(0, length), () => expect.fail("there is no whole frame"));
    expect(() => reader.end()).toThrow(FrameCorruptError);
  }
});

test("refuses a payload that its length field cannot say", () => {
  const writer = new FrameWriter(new PassThrough());
  const header = { kind: 0, peer: 0, target: 0, source: 0 };
  expect(() => writer.write(header, new Uint8Array(2 ** 24))).toThrow(RecordTooLargeError);
});

test("says that it is full when nobody reads, and drains when someone does", async () => {
  const taken: (() => void)[] = [];
  const stream = new Writable({ write: (_chunk, _encoding, done) => void taken.push(done) });
  const writer = new FrameWriter(stream);
  const header = { kind: 0, peer: 0, target: 0, source: 0 };
  const payload = new Uint8Array(60_000);
  let count = 0;
  while (!writer.isFull) {
    writer.write(header, payload);
    count++;
  }
  expect(count).toBeGreaterThan(60);
  const drained = writer.drained();
  for (let done = taken.shift(); done !== undefined; done = taken.shift()) {
    done();
    await Promise.resolve();
  }
  await drained;
  expect(writer.isFull).toBe(false);
});

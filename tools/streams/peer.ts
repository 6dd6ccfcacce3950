/**
 * One of the two processes. The left one sends and times, the right one takes all and answers once.
 * File descriptor 4 leads to the parent, the socket straight to the other process.
 */
import { connect, createServer, Socket } from "node:net";
import { argv } from "node:process";

import { createSelfContainedCodec } from "../../packages/agents/src/transport/free-form.ts";
import { FrameReader } from "../../packages/agents/src/transport/frame-reader.ts";
import { FrameWriter } from "../../packages/agents/src/transport/frame-writer.ts";
import { freeFormMessage } from "../transport/message.ts";

export interface Round {
  readonly caseName: "bare" | "direct" | "relayed" | "trip direct" | "trip relayed";
  readonly count: number;
}

export interface RoundResult {
  readonly totalNs: number;
  readonly tripNsP50: number;
}

const [, , side, path] = argv;
const isLeft = side === "left";
const PER_FLUSH = 100;
const header = { kind: 1, peer: isLeft ? 2 : 1, target: 0, source: 0 };
const codec = createSelfContainedCodec();

const parent = new Socket({ fd: 4 });
const [bare, direct] = await Promise.all([openDirect(`${path!}.bare`), openDirect(path!)]);

/** What arrives, whichever way; replaced by each round. */
let onMessage: (message: unknown) => void = () => {};
readFrames(parent);
readFrames(direct);
readLengthPrefixed(bare);

process.on("message", ({ caseName, count }: Round) => {
  const done = run(caseName, count);
  if (isLeft) void done.then((result) => process.send!(result));
  else process.send!("armed");
});
process.send!("ready");

async function openDirect(socketPath: string): Promise<Socket> {
  const { promise, resolve } = Promise.withResolvers<Socket>();
  if (isLeft) createServer(resolve).listen(socketPath, () => process.send!("listening"));
  else
    connect(socketPath).once("connect", function connected(this: Socket) {
      resolve(this);
    });
  return promise;
}

async function run(caseName: Round["caseName"], count: number): Promise<RoundResult> {
  const isTrip = caseName.startsWith("trip");
  const send = senderOf(caseName);
  if (isLeft) return isTrip ? timeTrips(send, count) : timeStream(send, count);
  await (isTrip ? answerEach(send, count) : takeAll(send, count));
  return { totalNs: 0, tripNsP50: 0 };
}

interface Sender {
  readonly write: (message: object) => void;
  readonly flush: () => void;
  readonly drained: () => Promise<void>;
}

function senderOf(caseName: Round["caseName"]): Sender {
  if (caseName === "bare") return bareSender();
  const writer = new FrameWriter(caseName.endsWith("direct") ? direct : parent);
  return {
    write: (message) => writer.write(header, codec.encode(message)),
    flush: () => writer.flush(),
    drained: async () => {
      if (writer.isFull) await writer.drained();
    },
  };
}

/** The limit: the least that a framed socket needs. */
function bareSender(): Sender {
  let buffer = Buffer.allocUnsafeSlow(64 * 1024);
  let used = 0;
  return {
    write(message) {
      const packed = codec.encode(message);
      buffer.writeUInt32LE(packed.byteLength, used);
      buffer.set(packed, used + 4);
      used += 4 + packed.byteLength;
    },
    flush() {
      bare.write(buffer.subarray(0, used));
      buffer = Buffer.allocUnsafeSlow(64 * 1024);
      used = 0;
    },
    drained: async () => {
      if (bare.writableLength < 4 * 1024 * 1024) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      bare.once("drain", resolve);
      await promise;
    },
  };
}

async function timeStream({ write, flush, drained }: Sender, count: number): Promise<RoundResult> {
  const answered = next();
  const startMs = performance.now();
  for (let sent = 1; sent <= count; sent++) {
    write(freeFormMessage(sent));
    if (sent % PER_FLUSH !== 0) continue;
    flush();
    await drained();
  }
  flush();
  await answered;
  return { totalNs: (performance.now() - startMs) * 1e6, tripNsP50: 0 };
}

async function takeAll({ write, flush }: Sender, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let taken = 0;
  onMessage = () => {
    if (++taken === count) resolve();
  };
  await promise;
  write({ taken });
  flush();
}

async function timeTrips({ write, flush }: Sender, count: number): Promise<RoundResult> {
  const tripNs = new Float64Array(count);
  for (let trip = 0; trip < count; trip++) {
    const startMs = performance.now();
    const answered = next();
    write(freeFormMessage(trip));
    flush();
    await answered;
    tripNs[trip] = (performance.now() - startMs) * 1e6;
  }
  return { totalNs: 0, tripNsP50: tripNs.sort()[count >> 1]! };
}

async function answerEach({ write, flush }: Sender, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let taken = 0;
  onMessage = () => {
    write(freeFormMessage(taken));
    flush();
    if (++taken === count) resolve();
  };
  await promise;
}

function next(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  onMessage = () => resolve();
  return promise;
}

function readFrames(socket: Socket): void {
  const reader = new FrameReader();
  socket.on("data", (chunk: Buffer) => {
    reader.push(chunk, ({ bytes, payloadStart, payloadEnd }) => {
      onMessage(codec.decode(bytes, payloadStart, payloadEnd - payloadStart));
    });
  });
}

function readLengthPrefixed(socket: Socket): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    const bytes = rest.byteLength === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (bytes.byteLength - at >= 4) {
      const end = at + 4 + bytes.readUInt32LE(at);
      if (end > bytes.byteLength) break;
      onMessage(codec.decode(bytes, at + 4, end - at - 4));
      at = end;
    }
    rest = bytes.subarray(at);
  });
}

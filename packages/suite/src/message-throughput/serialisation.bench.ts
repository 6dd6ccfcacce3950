/**
 * What does a message cost on the way out of a process and in again, in time and in bytes?
 *
 * Measured: encoding and decoding one message of 27 numbers, a belief over 25 cells with its place, by
 * JSON, by V8's structured clone, by MessagePack and by our fixed layout. Every codec checks what it is
 * given and what it reads, so no time is saved on trust. `encodedBytes` is the length.
 *
 * Not measured: sending. The fixed layout carries numbers only; the others carry any plain data.
 */
import { isDeepStrictEqual } from "node:util";

import {
  createFixedLayoutCodec,
  createJsonCodec,
  createMessagePackCodec,
  createStructuredCloneCodec,
} from "@paceline/agents";
import type { CodecName, Message, MessageCodec } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createBeliefReport, REPORT_TOPICS } from "../belief-report.ts";
import { proveInference, spawnExplorer } from "../workload.ts";

const CODECS = {
  json: createJsonCodec,
  "structured-clone": createStructuredCloneCodec,
  "message-pack": createMessagePackCodec,
  "fixed-layout": () => createFixedLayoutCodec({ topics: REPORT_TOPICS }),
} as const satisfies Record<CodecName, () => MessageCodec>;

const NAMES = ["json", "structured-clone", "message-pack", "fixed-layout"] as const;
const params = { codec: { smoke: NAMES, full: NAMES } } as const;

interface Encoded {
  readonly codec: MessageCodec;
  readonly message: Message;
  readonly bytes: Uint8Array;
}

function encodeReport(codecName: CodecName): Encoded {
  // The report is of an agent that infers, and so is this one, made in the same way.
  proveInference([spawnExplorer("reporter")]);
  const codec = CODECS[codecName]();
  const message = createBeliefReport();
  return { codec, message, bytes: codec.encode(message) };
}

group("message-throughput/serialisation", () => {
  bench(
    "encode",
    {
      params,
      setup: ({ parameters }) => encodeReport(parameters.codec),
      items: 1,
      itemsUnit: "messages",
      check: (bytes: Uint8Array, { codec, message }) =>
        isDeepStrictEqual(codec.decode(bytes), message),
      metrics: {
        encodedBytes: {
          unit: "bytes",
          direction: "lower",
          measure: ({ bytes }) => bytes.byteLength,
        },
      },
    },
    ({ codec, message }) => codec.encode(message),
  );

  bench(
    "decode",
    {
      params,
      setup: ({ parameters }) => encodeReport(parameters.codec),
      items: 1,
      itemsUnit: "messages",
      check: (decoded: Message, { message }) => isDeepStrictEqual(decoded, message),
    },
    ({ codec, bytes }) => codec.decode(bytes),
  );
});

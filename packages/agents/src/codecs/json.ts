import { TextDecoder } from "node:util";

import { MessageCorruptError } from "../errors.ts";
import type { MessageCodec } from "./codec.ts";
import { assertSendable, parseMessage } from "./parse-message.ts";

/** JSON in UTF-8: readable, understood everywhere, the longest and not the fastest. */
export function createJsonCodec(): MessageCodec {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return {
    name: "json",
    encode(message) {
      assertSendable("json", message);
      return Buffer.from(JSON.stringify(message), "utf8");
    },
    decode(bytes) {
      return parseMessage("json", parseJson(decoder, bytes));
    },
  };
}

function parseJson(decoder: TextDecoder, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    throw new MessageCorruptError("json", "they are not JSON in UTF-8", { cause });
  }
}

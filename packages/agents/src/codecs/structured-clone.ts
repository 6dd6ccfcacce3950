import { deserialize, serialize } from "node:v8";

import { MessageCorruptError } from "../errors.ts";
import type { MessageCodec } from "./codec.ts";
import { assertSendable, parseMessage } from "./parse-message.ts";

/**
 * V8's own format, the one that `postMessage` uses inside. Only for peers of the same Node version: the
 * format is V8's to change.
 */
export function createStructuredCloneCodec(): MessageCodec {
  return {
    name: "structured-clone",
    encode(message) {
      assertSendable("structured-clone", message);
      return serialize(message);
    },
    decode(bytes) {
      return parseMessage("structured-clone", read(bytes));
    },
  };
}

function read(bytes: Uint8Array): unknown {
  try {
    return deserialize(bytes);
  } catch (cause) {
    throw new MessageCorruptError("structured-clone", "V8 cannot read them", { cause });
  }
}

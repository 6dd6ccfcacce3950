import { Packr } from "msgpackr";

import { MessageCorruptError } from "../errors.ts";
import type { MessageCodec } from "./codec.ts";
import { assertSendable, parseMessage } from "./parse-message.ts";

/**
 * Standard MessagePack maps, which any MessagePack library reads. msgpackr's shorter records are off,
 * since both ends would have to share a table of them.
 *
 * @see https://github.com/msgpack/msgpack/blob/master/spec.md
 */
export function createMessagePackCodec(): MessageCodec {
  const packr = new Packr({ useRecords: false, int64AsType: "number" });
  return {
    name: "message-pack",
    encode(message) {
      assertSendable("message-pack", message);
      return packr.pack(message);
    },
    decode(bytes) {
      return parseMessage("message-pack", unpack(packr, bytes));
    },
  };
}

function unpack(packr: Packr, bytes: Uint8Array): unknown {
  try {
    return packr.unpack(bytes);
  } catch (cause) {
    throw new MessageCorruptError("message-pack", "they are not MessagePack", { cause });
  }
}

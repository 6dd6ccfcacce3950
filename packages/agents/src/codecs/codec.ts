import type { Message } from "../message.ts";

/** Turns messages into bytes and back, for the way out of a process and in again. */
export interface MessageCodec {
  readonly name: CodecName;
  /**
   * The bytes belong to the caller.
   *
   * @throws {MessageUnsendableError} when the message holds something this codec cannot carry.
   */
  encode(message: Message): Uint8Array;
  /**
   * Reads bytes from anywhere: what comes back is a message in every part, or nothing comes back.
   *
   * @throws {MessageCorruptError} when the bytes are not a message in this codec.
   */
  decode(bytes: Uint8Array): Message;
}

/** Names of the codecs, as options and benchmarks spell them. */
export const CODEC_NAMES = ["json", "structured-clone", "message-pack", "fixed-layout"] as const;

export type CodecName = (typeof CODEC_NAMES)[number];

import { constants } from "node:buffer";

import { ProfileUnreadableError } from "./profile-unreadable-error.ts";

/**
 * The text of a file in UTF-8, or in UTF-16 when it begins with a byte order mark, as PowerShell writes
 * what is redirected to a file.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new ProfileUnreadableError(
      null,
      `its text has ${bytes.length} bytes, more than the ${constants.MAX_STRING_LENGTH} that one string of ` +
        "this Node can hold: record for a shorter time or with a longer interval",
    );
  }
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** The same as bytes of UTF-8 without a byte order mark: for readers that make texts only where they need some. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  if (encodingOf(bytes) !== "utf-8") return Buffer.from(decodeText(bytes));
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

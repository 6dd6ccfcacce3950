/** Reads one JSON value out of chunks of bytes. */
export interface SectionReader {
  /**
   * Takes bytes from `start`.
   *
   * @returns the position after the value once it is complete, or -1 when more bytes are needed.
   * @throws {MalformedError} when the bytes are not what the section holds.
   */
  take(bytes: Uint8Array, start: number): number;
}

/** Bytes that cannot be; the file's name and the place are added by who knows them. */
export class MalformedError extends Error {}

export const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const BRACKET_OPEN = 0x5b;
export const BRACKET_CLOSE = 0x5d;
export const BRACE_OPEN = 0x7b;
export const BRACE_CLOSE = 0x7d;

/** A byte as it is told to a person. */
export const byteText = (byte: number): string =>
  byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte ${byte}`;

/**
 * Bytes as text for an HTML file: five characters for four bytes, where base64 takes five and a third. Digits are the
 * printable characters from "#" on; "<" is left to HTML, so no data can end its element or begin another.
 */
const FIRST_CODE = 35;
const BASE = 85;
const LESS_THAN = 60;
const STAND_IN = 126;

/** The length in bytes goes before the digits, as a decimal number and a space. */
export function toBase85(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 4) * 5);
  let at = 0;
  for (let index = 0; index < bytes.length; index += 4) {
    let word =
      (bytes[index]! * 256 + (bytes[index + 1] ?? 0)) * 65_536 +
      (bytes[index + 2] ?? 0) * 256 +
      (bytes[index + 3] ?? 0);
    for (let digit = 4; digit >= 0; digit--) {
      const code = FIRST_CODE + (word % BASE);
      codes[at + digit] = code === LESS_THAN ? STAND_IN : code;
      word = Math.floor(word / BASE);
    }
    at += 5;
  }
  return `${bytes.length} ${new TextDecoder("latin1").decode(codes)}`;
}

export function fromBase85(text: string): Uint8Array<ArrayBuffer> {
  const start = text.indexOf(" ") + 1;
  const length = Number(text.slice(0, start));
  const bytes = new Uint8Array(length + 3);
  let at = start;
  for (let index = 0; index < length; index += 4) {
    let word = 0;
    for (let digit = 0; digit < 5; digit++) {
      const code = text.charCodeAt(at++);
      word = word * BASE + ((code === STAND_IN ? LESS_THAN : code) - FIRST_CODE);
    }
    bytes[index] = word / 16_777_216;
    bytes[index + 1] = (word >>> 16) & 255;
    bytes[index + 2] = (word >>> 8) & 255;
    bytes[index + 3] = word & 255;
  }
  return bytes.subarray(0, length);
}

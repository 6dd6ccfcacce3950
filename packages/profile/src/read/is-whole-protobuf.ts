/**
 * Whether bytes are a sequence of whole protocol buffer fields. The decoder does not look: of a file that
 * is cut off it returns what it can, with numbers that were never written.
 *
 * @see Protocol Buffers, "Encoding": wire types 0, 1, 2 and 5.
 */
export function isWholeProtobuf(bytes: Uint8Array): boolean {
  let offset = 0;
  /** -1 when the number does not end. Lengths beyond 2^53 are beyond any file. */
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; offset < bytes.length; shift *= 128) {
      const byte = bytes[offset++]!;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
    return -1;
  };
  while (offset < bytes.length) {
    const wireType = varint() & 7;
    if (wireType === 0) {
      if (varint() < 0) return false;
    } else if (wireType === 2) {
      const length = varint();
      if (length < 0) return false;
      offset += length;
    } else if (wireType === 1 || wireType === 5) {
      offset += wireType === 1 ? 8 : 4;
    } else {
      return false;
    }
  }
  return offset === bytes.length;
}

/** Bytes of a fork's output that are kept: enough for a stack trace, and a flood cannot fill memory. */
export const OUTPUT_BYTES_MAX = 8192;

/** The last output of a process. */
export interface OutputTail {
  append(chunk: Buffer): void;
  /** What is kept, decoded; begins with "…" when something was cut. */
  read(): string;
  readonly isCut: boolean;
  readonly keptBytes: number;
}

export function createOutputTail(bytesMax = OUTPUT_BYTES_MAX): OutputTail {
  let chunks: Buffer[] = [];
  let keptBytes = 0;
  let isCut = false;
  return {
    append(chunk) {
      chunks.push(chunk);
      keptBytes += chunk.length;
      if (keptBytes <= bytesMax) return;
      isCut = true;
      // Joined only once twice the bound has come in, so that many small chunks cost no copy each.
      if (keptBytes > 2 * bytesMax) {
        chunks = [Buffer.concat(chunks).subarray(-bytesMax)];
        keptBytes = bytesMax;
      }
    },
    read() {
      const text = Buffer.concat(chunks).subarray(-bytesMax).toString("utf8");
      return isCut ? `…${text}` : text;
    },
    get isCut() {
      return isCut;
    },
    get keptBytes() {
      return Math.min(keptBytes, bytesMax);
    },
  };
}

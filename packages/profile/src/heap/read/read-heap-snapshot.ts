import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

import {
  NotASnapshotError,
  SnapshotDamagedError,
  SnapshotUnreadableError,
} from "../heap-errors.ts";
import type { HeapSnapshot } from "../heap-snapshot.ts";
import { MalformedError } from "./section-reader.ts";
import { createSnapshotParser } from "./snapshot-parser.ts";
import type { SnapshotParser } from "./snapshot-parser.ts";

export interface ReadSnapshotOptions {
  /** How errors name it: a path, or where the stream comes from. */
  readonly source?: string;
  /** Of the whole snapshot, when known. */
  readonly totalBytes?: number | null;
  readonly onProgress?: (readBytes: number) => void;
  readonly signal?: AbortSignal;
}

const CHUNK_BYTES = 1 << 20;

/**
 * Reads a heap snapshot from a stream of bytes, such as `v8.getHeapSnapshot()`, into columns.
 *
 * The text is parsed byte by byte as it comes and never held as a string, so a snapshot may be larger than the
 * longest string V8 has (512 MiB), and takes less memory than its file has bytes.
 *
 * @throws {NotASnapshotError} when it is empty or something else.
 * @throws {SnapshotDamagedError} when it breaks off, or contradicts itself.
 */
export async function readHeapSnapshot(
  chunks: AsyncIterable<unknown>,
  { source = "stream", totalBytes = null, onProgress, signal }: ReadSnapshotOptions = {},
): Promise<HeapSnapshot> {
  const parser = createSnapshotParser(totalBytes);
  let readBytes = 0;
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      if (!(bytes instanceof Uint8Array)) throw new TypeError("a heap snapshot comes in bytes");
      parser.push(bytes);
      readBytes += bytes.length;
      onProgress?.(readBytes);
    }
    return parser.finish();
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    throw readingError(error, { source, parser, readBytes });
  }
}

/**
 * Reads a `.heapsnapshot` file into columns.
 *
 * @param path - of the file.
 * @throws {SnapshotUnreadableError} when the file is absent or may not be read, and as {@link readHeapSnapshot}.
 */
export async function readHeapSnapshotFile(
  path: string,
  options: ReadSnapshotOptions = {},
): Promise<HeapSnapshot> {
  const { source = path, signal } = options;
  const totalBytes = await fileBytes(path, source);
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES, signal });
  try {
    return await readHeapSnapshot(stream, { ...options, source, totalBytes });
  } catch (error) {
    const isSystemError = error instanceof Error && "syscall" in error;
    throw isSystemError ? new SnapshotUnreadableError(source, { cause: error }) : error;
  }
}

async function fileBytes(path: string, source: string): Promise<number> {
  try {
    const { size } = await stat(path);
    return size;
  } catch (error) {
    throw new SnapshotUnreadableError(source, { cause: error });
  }
}

interface ReadingState {
  readonly source: string;
  readonly parser: SnapshotParser;
  readonly readBytes: number;
}

function readingError(
  { message }: MalformedError,
  { source, parser, readBytes }: ReadingState,
): NotASnapshotError | SnapshotDamagedError {
  const { section, header } = parser;
  if (readBytes === 0 && message === "breaks off")
    return new NotASnapshotError(source, "it is empty");
  if (section === null && header === null) {
    return new NotASnapshotError(
      source,
      message === "breaks off" ? "it breaks off" : `it ${message}`,
    );
  }
  // JSON that has other sections only, or a header without what makes it one.
  if (header === null && message !== "breaks off")
    return new NotASnapshotError(source, `its section "${section}" ${message}`);
  if (message.startsWith("breaks off:")) return new SnapshotDamagedError(source, message);
  const place = section === null ? "" : ` in its section "${section}"`;
  return new SnapshotDamagedError(
    source,
    message === "breaks off"
      ? `breaks off${place}, after ${readBytes} bytes`
      : `is damaged${place}: it ${message}`,
  );
}

import type { PoolClient, Submittable } from "pg";

/** The part of the driver's connection that its types leave out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * Sends rows by COPY, which the server takes in without planning a statement, a page at a time: several times as fast as
 * to insert them. All of them are written or none.
 *
 * @param text - "COPY table (columns) FROM STDIN".
 * @param chunks - rows in text format.
 */
export function copyRows(
  client: PoolClient,
  text: string,
  chunks: Iterable<string>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(text, chunks, (error) => (error === null ? resolve() : reject(error))));
  });
}

/** What the driver calls a query of one's own: it is told of every message that the server sends. */
class CopyIn implements Submittable {
  readonly #text: string;
  readonly #chunks: Iterable<string>;
  readonly #done: (error: Error | null) => void;

  constructor(text: string, chunks: Iterable<string>, done: (error: Error | null) => void) {
    this.#text = text;
    this.#chunks = chunks;
    this.#done = done;
  }

  submit(connection: unknown): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see CopyConnection
    (connection as CopyConnection).query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const chunk of this.#chunks) connection.sendCopyFromChunk(Buffer.from(chunk));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#done(null);
  }

  handleError(error: Error): void {
    this.#done(error);
  }
}

/** One of the two streams a command writes to, and what is known about who reads it. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly isColored: boolean;
  /** Columns; 80 when nobody says. */
  readonly width: number;
}

/** Everything a command touches besides its arguments, so that only `main.ts` knows the process. */
export interface CommandIo {
  /** Absolute. */
  readonly cwd: string;
  readonly version: string;
  /** The answer. */
  readonly out: Output;
  /** Progress, doubts about usage, errors. */
  readonly err: Output;
  /** PACELINE_DATABASE_URL; null when it is not set or empty. */
  readonly databaseUrl: string | null;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

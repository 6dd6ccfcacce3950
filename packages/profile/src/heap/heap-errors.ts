import { PacelineError } from "@paceline/core";

/** The file is something else: empty, no JSON, or JSON without the meta of a heap snapshot. */
export class NotASnapshotError extends PacelineError {
  override readonly code = "PACELINE_NOT_A_SNAPSHOT";
  readonly source: string;

  constructor(source: string, reason: string) {
    super(
      `${source} is no heap snapshot: ${reason}; one is written by v8.writeHeapSnapshot(), by ` +
        `"node --heapsnapshot-signal=SIGUSR2", or in the Memory tab of DevTools`,
    );
    this.source = source;
  }
}

/** A heap snapshot that breaks off, or that contradicts itself. */
export class SnapshotDamagedError extends PacelineError {
  override readonly code = "PACELINE_SNAPSHOT_DAMAGED";
  readonly source: string;

  constructor(source: string, reason: string) {
    super(`heap snapshot ${source} ${reason}; write it again`);
    this.source = source;
  }
}

/** The file is absent, or the system does not let it be read. */
export class SnapshotUnreadableError extends PacelineError {
  override readonly code = "PACELINE_SNAPSHOT_UNREADABLE";
  readonly source: string;

  constructor(source: string, options: ErrorOptions) {
    const reason = options.cause instanceof Error ? options.cause.message : String(options.cause);
    super(`heap snapshot ${source} cannot be read: ${reason}`, options);
    this.source = source;
  }
}

/** A class was named of which the snapshot has no object. */
export class UnknownClassError extends PacelineError {
  override readonly code = "PACELINE_UNKNOWN_CLASS";
  readonly className: string;

  constructor(className: string, known: readonly string[]) {
    const wanted = className.toLowerCase();
    const alike = known.filter((name) => name.toLowerCase().includes(wanted)).slice(0, 5);
    const hint =
      alike.length > 0
        ? `did you mean ${alike.map((name) => `"${name}"`).join(", ")}?`
        : `the largest are ${known
            .slice(0, 5)
            .map((name) => `"${name}"`)
            .join(", ")}`;
    super(`no object of class "${className}" is in the snapshot: ${hint}`);
    this.className = className;
  }
}

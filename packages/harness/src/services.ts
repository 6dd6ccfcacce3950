/**
 * Things that outlive a fork and cost too much to start for each: whoever asks for a run starts them once, and
 * forks are told where they are. See docs/decisions/0040-services-of-a-run.md.
 */
export const SERVICE_NAMES = ["database"] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];

/** A database server to measure with. */
export interface DatabaseService {
  /** `postgres://user:password@host:port/database`. Never part of a result. */
  readonly url: string;
  /** Schemas that begin so belong to this run, and go when it ends. */
  readonly schemaPrefix: string;
}

/** What a fork is told of the services of its run. */
export interface Services {
  readonly database?: DatabaseService;
}

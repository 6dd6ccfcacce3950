import type { FailedReply } from "./protocol.ts";

/**
 * Thrown inside a fork to end a command with a typed failure. It never leaves the fork: the parent gets the
 * reply and makes the error that a caller may catch, which keeps those classes out of every fork.
 */
export class UserFailure extends Error {
  readonly failure: FailedReply["failure"];
  readonly scalingTimeRatio: number | null;

  constructor(
    failure: FailedReply["failure"],
    message: string,
    options: ErrorOptions & { readonly scalingTimeRatio?: number } = {},
  ) {
    super(message, options);
    this.failure = failure;
    this.scalingTimeRatio = options.scalingTimeRatio ?? null;
  }
}

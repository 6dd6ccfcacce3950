import { join } from "node:path";

import type { CommitRecord } from "@paceline/core";
import { InvalidOptionError } from "@paceline/core/errors";

export interface ResultFileOptions {
  /** Absolute path. */
  readonly resultsFolder: string;
  readonly kind: "last" | "daily" | "releases" | "baseline";
  /** Name of a release; needed for "releases", not used by the others. */
  readonly name?: string;
  readonly commit: CommitRecord | null;
  /** ISO time of the run's start. */
  readonly startedAt: string;
}

const COMMIT_LENGTH = 7;

/**
 * Where a result of this kind belongs below the results folder.
 *
 * @throws {InvalidOptionError} when a release has no name, or one that is no plain file name.
 */
export function resultFileFor(options: ResultFileOptions): string {
  const { resultsFolder, kind, name, commit, startedAt } = options;
  switch (kind) {
    case "daily": {
      const [date = "", time = ""] = new Date(startedAt).toISOString().split("T");
      const id = commit?.id.slice(0, COMMIT_LENGTH) ?? "nocommit";
      const clock = time.slice(0, 8).replaceAll(":", "");
      return join(resultsFolder, "daily", `${date}_${clock}_${id}_results.json`);
    }
    case "releases":
      return join(resultsFolder, "releases", `${checkName(name)}_results.json`);
    case "baseline":
      return join(resultsFolder, "baseline", "baseline_results.json");
    default:
      return join(resultsFolder, "last_run.json");
  }
}

const NAME_LENGTH_MAX = 100;
// Separators and what Windows reserves, control characters, and a name of dots only.
// oxlint-disable-next-line no-control-regex -- control characters are what it must find
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f\u007f]|^\.+$|\.\./;

function checkName(name: string | undefined): string {
  if (
    name === undefined ||
    name.trim() === "" ||
    name.length > NAME_LENGTH_MAX ||
    FORBIDDEN.test(name)
  ) {
    throw new InvalidOptionError([
      {
        path: "name",
        expected: `a file name of up to ${NAME_LENGTH_MAX} characters without separators or ".."`,
        received: name,
      },
    ]);
  }
  return name;
}

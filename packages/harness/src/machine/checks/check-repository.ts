import type { CommitRecord } from "@paceline/core";

import type { Finding } from "../finding.ts";

const SHOWN_ID_LENGTH = 7;

/** Whether a result can say which code it measured. */
export function checkRepository(commit: CommitRecord | null): Finding {
  if (commit === null) {
    return {
      code: "repository",
      severity: "advice",
      seen: "no git commit: results cannot say which code they measured",
      advice: "measure inside of a repository with at least one commit",
    };
  }
  const seen = `commit ${commit.id.slice(0, SHOWN_ID_LENGTH)}${commit.isDirty ? " with uncommitted changes" : ""}`;
  return commit.isDirty
    ? {
        code: "repository",
        severity: "advice",
        seen,
        advice: "commit before you keep a result: it names the commit, not the changes",
      }
    : { code: "repository", severity: "fine", seen, advice: "" };
}

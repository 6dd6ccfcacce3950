import { execFile } from "node:child_process";

import type { CommitRecord } from "@paceline/core";

/** A repository whose git does not answer in this time is treated as none: a result must not wait for it. */
const GIT_TIME_LIMIT_MS = 5000;

/** The commit that the folder stands at; null outside of a repository, before its first commit, or without git. */
export async function readCommit(root: string): Promise<CommitRecord | null> {
  const [head, branch, status] = await Promise.all([
    git(root, ["log", "-1", "--format=%H%n%aI"]),
    git(root, ["symbolic-ref", "--short", "-q", "HEAD"]),
    git(root, ["status", "--porcelain", "--untracked-files=no"]),
  ]);
  const [id, authoredAt] = head?.trim().split("\n") ?? [];
  if (id === undefined || authoredAt === undefined) return null;
  return {
    id,
    branch: branch?.trim() || null,
    authoredAt: new Date(authoredAt).toISOString(),
    isDirty: (status ?? "").trim() !== "",
  };
}

/** Output of git; null when it fails, which for these questions means "there is none". */
function git(cwd: string, commandArguments: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      "git",
      [...commandArguments],
      { cwd, timeout: GIT_TIME_LIMIT_MS, encoding: "utf8" },
      (error, output) => resolve(error === null ? output : null),
    );
  });
}

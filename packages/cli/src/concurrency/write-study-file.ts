import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { StudyRequest } from "@paceline/suite/study";

/** A benchmark file that is gone when its owner is done with it. */
export interface StudyFile extends AsyncDisposable {
  /** Absolute. */
  readonly path: string;
}

/**
 * Writes the benchmark file that forks load: a few lines that register the study. What to study is in its
 * text, since a fork knows nothing but its file.
 *
 * A hundred forks load the same modules, so they keep what they compiled: it halves the time of a fork.
 * Workers, whose start is measured, load theirs as they always do.
 */
export async function writeStudyFile(request: StudyRequest): Promise<StudyFile> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-concurrency-"));
  const path = join(folder, "concurrency.bench.mjs");
  const suite = JSON.stringify(import.meta.resolve("@paceline/suite/study"));
  await writeFile(
    path,
    [
      'import { enableCompileCache } from "node:module";',
      "",
      `enableCompileCache(${JSON.stringify(join(folder, "compiled"))});`,
      `const { registerStudy } = await import(${suite});`,
      `await registerStudy(${JSON.stringify(request)});`,
      "",
    ].join("\n"),
  );
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

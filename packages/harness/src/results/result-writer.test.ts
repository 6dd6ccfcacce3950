import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { createResultWriter } from "./result-writer.ts";

const temporaryFolder = (): ReturnType<typeof mkdtempDisposable> =>
  mkdtempDisposable(join(tmpdir(), "paceline-writer-"));

test("folders that are missing are made, by two at once too", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "deep", "deeper", "result.json");

  await Promise.all([createResultWriter([file]), createResultWriter([`${file}.2`])]);

  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

// Node's own recursive mkdir never returns here.
test.runIf(process.platform === "linux")("a folder below /proc is refused at once", async () => {
  await expect(createResultWriter(["/proc/paceline/deep/result.json"])).rejects.toMatchObject({
    code: "PACELINE_RESULT_NOT_WRITABLE",
  });
});

test("a file in the place of a folder is refused", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "results");
  await writeFile(file, "");

  await expect(createResultWriter([join(file, "result.json")])).rejects.toMatchObject({
    code: "PACELINE_RESULT_NOT_WRITABLE",
  });
});

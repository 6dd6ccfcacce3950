import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { ExitCode } from "../command.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { ciFiles } from "./ci-files.ts";
import type { CiChoice } from "./ci-files.ts";
import { firstFiles } from "./first-files.ts";
import type { FirstFile } from "./first-files.ts";
import { readProjectKind } from "./project-kind.ts";

/** Writes what is missing, leaves what exists, and says which was which and what to do next. */
export async function executeInit(ci: CiChoice | undefined, io: CommandIo): Promise<ExitCode> {
  const kind = await readProjectKind(io.cwd);
  for (const file of [...firstFiles(kind), ...(ci === undefined ? [] : ciFiles(ci))]) {
    // One after the other, so that the lines come in the order of the files.
    // oxlint-disable-next-line no-await-in-loop
    const isWritten = await writeNewFile(io.cwd, file);
    io.out.write(
      isWritten ? `wrote   ${file.path}\n` : `kept    ${file.path}, which was there already\n`,
    );
  }
  io.out.write(
    kind.isPacelineInstalled
      ? "\nnext: npx paceline run\n"
      : "\nnext: npm install --save-dev paceline\n      npx paceline run\n",
  );
  return 0;
}

/** @returns whether it was written: false when something has that name already. */
async function writeNewFile(folder: string, { path, text }: FirstFile): Promise<boolean> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  try {
    // "wx" fails when the file exists: unlike a look before the write, it leaves no moment in between.
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";
import { readProfile } from "@paceline/profile";
import type { Profile } from "@paceline/profile";

/**
 * Reads a file that a user named.
 *
 * @throws {InvalidOptionError} when it is not there or cannot be opened.
 * @throws {ProfileUnreadableError} when it is no profile.
 */
export async function readProfileFile(name: string, cwd: string): Promise<Profile> {
  const bytes = await readFile(resolve(cwd, name)).catch((error: NodeJS.ErrnoException) => {
    throw new InvalidOptionError([
      {
        path: "file",
        expected: `a profile that can be read (${error.code ?? error.message})`,
        received: name,
      },
    ]);
  });
  return readProfile(bytes, name);
}

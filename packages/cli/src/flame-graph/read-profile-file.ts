import { readFileSync } from "node:fs";
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
export function readProfileFile(name: string, cwd: string): Profile {
  return readProfile(readBytes(resolve(cwd, name), name), name);
}

/** At once: in the pieces in which a file is read beside other work, a hundred megabytes take twice as long. */
function readBytes(path: string, name: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new InvalidOptionError([
      { path: "file", expected: `a profile that can be read (${code})`, received: name },
    ]);
  }
}

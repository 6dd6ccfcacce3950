import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** Says whose it is: numbers of processes mean something on one machine only. */
const PREFIX = `paceline-queries-${hostname().replaceAll(/[^\w-]/g, "_")}-`;

/**
 * Makes a temporary folder for this process. What earlier ones left behind, because they were killed, is taken away
 * first; a living one's is not.
 */
export function makeOwnFolder(parent: string = tmpdir()): string {
  for (const name of readdirSync(parent)) {
    const pid = /^(\d+)-\w+$/.exec(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : "")?.[1];
    const folder = join(parent, name);
    if (pid !== undefined && !isAlive(Number(pid)) && isOwn(folder))
      rmSync(folder, { recursive: true, force: true });
  }
  return mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Gone meanwhile counts as not ours: another process has taken it away. */
const isOwn = (folder: string): boolean =>
  lstatSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();

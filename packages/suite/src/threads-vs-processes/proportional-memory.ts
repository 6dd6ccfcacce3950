import { readdirSync, readFileSync } from "node:fs";

const BYTES_PER_KIB = 1024;

/** Linux tells how much memory a process really takes; elsewhere only its resident size is known. */
export const isMemoryKnown = (): boolean => process.platform === "linux";

/**
 * Proportional set size of this process and all that it started, in bytes: a page that n processes share
 * counts as 1/n of a page in each, so that the sum is what all of them together take.
 *
 * Reads every process of the machine to find the children, some milliseconds: not to be called while
 * anything is timed.
 */
export function readProportionalBytes(): number {
  let bytes = 0;
  for (const processId of familyOf(process.pid)) bytes += proportionalBytesOf(processId);
  return bytes;
}

function proportionalBytesOf(processId: number): number {
  const text = readIfThere(`/proc/${processId}/smaps_rollup`);
  const kib = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kib === undefined ? 0 : Number(kib) * BYTES_PER_KIB;
}

function familyOf(ancestor: number): ReadonlySet<number> {
  const parents = readdirSync("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .map((processId) => ({ processId, parentId: parentOf(processId) }));
  const family = new Set([ancestor]);
  // A set's iterator also visits what the loop adds: children of children.
  for (const member of family) {
    for (const { processId, parentId } of parents) if (parentId === member) family.add(processId);
  }
  return family;
}

/** Fourth field; the second is the name of the program in parentheses and may hold anything. */
function parentOf(processId: number): number | null {
  const stat = readIfThere(`/proc/${processId}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[1] === undefined ? null : Number(fields[1]);
}

/** Empty for a process that has ended meanwhile, which then takes no memory. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES") return "";
    throw error;
  }
}

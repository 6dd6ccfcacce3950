import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";
import { splitSides } from "@paceline/profile";
import type { Profile } from "@paceline/profile";

import { readCarriedProfiles } from "./read-carried-profiles.ts";
import { findExplanation } from "./read-explanation.ts";
import { readProfileFile } from "./read-profile-file.ts";

/** Runs of one side, and what to call it. */
export interface ProfileSide {
  readonly name: string;
  readonly runs: readonly Profile[];
}

export interface ProfileSides {
  readonly base: ProfileSide;
  readonly head: ProfileSide;
  /** Folders of the checkouts, where what was read says them. */
  readonly roots: readonly string[];
  /** Of profiles that results carry. */
  readonly benchmarkId?: string;
}

export interface SidesContext {
  readonly cwd: string;
  /** Which of those that two results carry profiles of. */
  readonly benchmark: string | undefined;
}

/**
 * Reads what is compared: two files, folders or results that carry profiles, one file with both sides in it, or what a
 * gate's explanation kept.
 *
 * @throws {InvalidOptionError} when there are not two sides, or a folder holds no file.
 * @throws {ProfileUnreadableError} when a file is no profile.
 */
export async function readSides(
  names: readonly string[],
  { cwd, benchmark }: SidesContext,
): Promise<ProfileSides> {
  const [first, second] = names;
  if (first === undefined || names.length > 2)
    throw refusal(
      "a base and a head, one file with both, or what gate --explain kept",
      names.join(" ") || "nothing",
    );
  if (second !== undefined) return readTwo([first, second], { cwd, benchmark });
  if (benchmark !== undefined)
    throw refusal("two results, to choose a benchmark of", `${first} --benchmark ${benchmark}`);
  const explained = await findExplanation(first, cwd);
  if (explained !== null) {
    const { base, head, roots } = explained;
    return {
      base: { name: base.name, runs: (await readSide(base.folder, cwd)).runs },
      head: { name: head.name, runs: (await readSide(head.folder, cwd)).runs },
      roots,
    };
  }
  const sides = splitSides(readProfileFile(first, cwd));
  if (sides === null) throw refusal("a base and a head: this file holds one side only", first);
  return {
    base: { name: "base", runs: [sides.base] },
    head: { name: "head", runs: [sides.head] },
    roots: [],
  };
}

async function readTwo(
  names: readonly [base: string, head: string],
  { cwd, benchmark }: SidesContext,
): Promise<ProfileSides> {
  const carried = await readCarriedProfiles(names, benchmark, cwd);
  if (carried === null) {
    return { base: await readSide(names[0], cwd), head: await readSide(names[1], cwd), roots: [] };
  }
  const { base, head, ...facts } = carried;
  return {
    base: { name: basename(names[0]), runs: base },
    head: { name: basename(names[1]), runs: head },
    ...facts,
  };
}

/** A file is one run; of a folder each file is one, in the order of their names. */
async function readSide(name: string, cwd: string): Promise<ProfileSide> {
  const path = resolve(cwd, name);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true)
    return { name: basename(name), runs: [readProfileFile(name, cwd)] };
  const entries = await readdir(path, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith("."));
  if (files.length === 0) throw refusal("a folder with profiles in it", name);
  const runs: Profile[] = [];
  for (const file of files.map((entry) => entry.name).sort())
    runs.push(readProfileFile(join(name, file), cwd));
  return { name: basename(path), runs };
}

const refusal = (expected: string, received: string): InvalidOptionError =>
  new InvalidOptionError([{ path: "arguments", expected, received }]);

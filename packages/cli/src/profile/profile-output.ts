import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";
import { WRITTEN_EXTENSIONS, writeProfile, writtenFormatOf } from "@paceline/profile";
import type { Profile, WrittenFormat } from "@paceline/profile";
import { renderFlamePage, renderFlameSvg } from "@paceline/report";
import type { FlamePageOptions } from "@paceline/report";

import { checkPictureOutput } from "../flame-graph/picture-output.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { withoutIdle } from "./without-idle.ts";

/** A file to write, and in which form. */
export interface ProfileOutput {
  /** Absolute. */
  readonly file: string;
  readonly format: WrittenFormat | "html" | "svg";
}

/**
 * What `--output` means.
 *
 * @throws {InvalidOptionError} when the ending is unknown, or nothing can be written there.
 */
export async function checkOutput(name: string, { cwd }: CommandIo): Promise<ProfileOutput> {
  if (/\.(html|svg)$/i.test(name)) {
    const { file, form } = await checkPictureOutput(name, cwd);
    await checkWritable(file, name);
    return { file, format: form };
  }
  const file = resolve(cwd, name);
  const format = writtenFormatOf(name);
  if (format === null) {
    const known = [".html", ".svg", ...WRITTEN_EXTENSIONS.map(([extension]) => extension)];
    return refuse(`a name that ends in ${known.slice(0, -1).join(", ")} or ${known.at(-1)}`, name);
  }
  await checkWritable(file, name);
  return { file, format };
}

export interface OutputOptions {
  /** What the picture shows. */
  readonly title: string;
  /** By what a page groups stacks at first; other forms have the tracks as they are. */
  readonly group: NonNullable<FlamePageOptions["group"]>;
  /** The tracks side by side below frames of their own, for forms that know none. */
  readonly joined: Profile;
}

export async function writeOutput(
  { file, format }: ProfileOutput,
  profile: Profile,
  { title, group, joined }: OutputOptions,
): Promise<void> {
  await writeFile(file, await contentOf());

  async function contentOf(): Promise<string | Uint8Array> {
    if (format === "html") return renderFlamePage(profile, { title, group });
    if (format === "svg") return renderFlameSvg(withoutIdle(joined), { title });
    return writeProfile(format === "folded" ? joined : profile, format);
  }
}

async function checkWritable(file: string, name: string): Promise<void> {
  const folder = await stat(dirname(file)).catch(() => null);
  if (folder?.isDirectory() !== true) refuse("in a folder that is there", name);
  const existing = await stat(file).catch(() => null);
  if (existing !== null && !existing.isFile()) refuse("a file", name);
  try {
    await access(existing === null ? dirname(file) : file, constants.W_OK);
  } catch {
    refuse("a place that can be written to", name);
  }
}

function refuse(expected: string, received: string): never {
  throw new InvalidOptionError([{ path: "--output", expected, received }]);
}

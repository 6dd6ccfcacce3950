import { writeFile } from "node:fs/promises";

import { WRITTEN_EXTENSIONS, writeProfile } from "@paceline/profile";
import type { Profile, WrittenFormat } from "@paceline/profile";
import { renderFlamePage, renderFlameSvg } from "@paceline/report";
import type { FlamePageOptions } from "@paceline/report";

import { PICTURE_ENDINGS } from "../flame-graph/output-file.ts";
import type { OutputEndings, OutputFile } from "../flame-graph/output-file.ts";

/** To look at, or for other tools. */
export type ProfileForm = WrittenFormat | "html" | "svg";

export const PROFILE_ENDINGS: OutputEndings<ProfileForm> = [
  ...PICTURE_ENDINGS,
  ...WRITTEN_EXTENSIONS,
];

export interface WriteOptions {
  /** What the picture shows. */
  readonly title: string;
  /** By what a page groups stacks at first; other forms have the tracks as they are. */
  readonly group: NonNullable<FlamePageOptions["group"]>;
  /** The tracks side by side below frames of their own, for forms that know none. */
  readonly joined: Profile;
}

export async function writeOutput(
  { file, form }: OutputFile<ProfileForm>,
  profile: Profile,
  { title, group, joined }: WriteOptions,
): Promise<void> {
  await writeFile(file, await contentOf());

  async function contentOf(): Promise<string | Uint8Array> {
    if (form === "html") return renderFlamePage(profile, { title, group });
    if (form === "svg") return renderFlameSvg(joined, { title });
    return writeProfile(form === "folded" ? joined : profile, form);
  }
}

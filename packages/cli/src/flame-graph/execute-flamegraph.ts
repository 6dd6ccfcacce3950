import { writeFile } from "node:fs/promises";
import { basename } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";
import { combineProfiles, joinTracks } from "@paceline/profile";
import type { Profile } from "@paceline/profile";
import {
  profileNotes,
  renderFlamePage,
  renderFlameSvg,
  safeLine,
} from "@paceline/report/flame-graph";

import type { ExitCode } from "../command.ts";
import type { FlamegraphInput } from "../commands/flamegraph.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { checkOutputFile, PICTURE_ENDINGS } from "./output-file.ts";
import { readProfileFile } from "./read-profile-file.ts";

/** `paceline flamegraph`: reads profiles, draws them together, says what the picture holds. */
export async function executeFlamegraph(
  { positionals, options }: FlamegraphInput,
  io: CommandIo,
): Promise<ExitCode> {
  if (positionals.length === 0)
    throw new InvalidOptionError([
      { path: "arguments", expected: "at least one profile", received: "nothing" },
    ]);
  const name = options.output ?? "flame.html";
  const output = await checkOutputFile(name, io.cwd, PICTURE_ENDINGS);
  const profile = readAll(positionals, io.cwd);
  const title = options.title ?? positionals.map((file) => basename(file)).join(", ");
  const by = options.by ?? (positionals.length > 1 ? "process" : "function");
  const content =
    output.form === "html"
      ? await renderFlamePage(profile, { title, group: by === "function" ? "none" : by })
      : await renderFlameSvg(
          by === "function"
            ? profile
            : joinTracks(profile, ({ labels }) => labels[by] ?? `(no ${by})`),
          {
            title,
            isIcicle: options.icicle === true,
            hasIdle: options.idle === true,
            ...(options.width === undefined ? {} : { widthPx: options.width }),
          },
        );
  await writeFile(output.file, content);
  for (const note of profileNotes(profile)) io.out.write(`${safeLine(note)}\n`);
  io.out.write(`written to ${safeLine(name)}\n`);
  return 0;
}

/** Several files are processes of one program: tracks that do not say of which process they are, are of their file. */
function readAll(names: readonly string[], cwd: string): Profile {
  const profiles: Profile[] = [];
  for (const name of names) {
    const profile = readProfileFile(name, cwd);
    const process = basename(name);
    profiles.push(names.length === 1 ? profile : withProcess(profile, process));
  }
  return combineProfiles(profiles);
}

const withProcess = (profile: Profile, process: string): Profile => ({
  ...profile,
  tracks: profile.tracks.map((track) => ({
    ...track,
    labels: { ...track.labels, process: track.labels.process ?? process },
  })),
});

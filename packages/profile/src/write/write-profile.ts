import type { Profile } from "../model/profile.ts";
import { writeChromeTrace } from "./write-chrome-trace.ts";
import { writeCpuprofile } from "./write-cpuprofile.ts";
import { writeFolded } from "./write-folded.ts";
import { writePprof } from "./write-pprof.ts";
import { writeSpeedscope } from "./write-speedscope.ts";

export type WrittenFormat = "cpuprofile" | "pprof" | "speedscope" | "folded" | "chrome-trace";

/** Endings of file names, with what is written under them. */
export const WRITTEN_EXTENSIONS: readonly (readonly [string, WrittenFormat])[] = [
  [".cpuprofile", "cpuprofile"],
  [".pb.gz", "pprof"],
  [".pprof", "pprof"],
  [".speedscope.json", "speedscope"],
  [".folded", "folded"],
  [".trace.json", "chrome-trace"],
];

const WRITERS: Readonly<Record<WrittenFormat, (profile: Profile) => Uint8Array | string>> = {
  cpuprofile: writeCpuprofile,
  pprof: writePprof,
  speedscope: writeSpeedscope,
  folded: writeFolded,
  "chrome-trace": writeChromeTrace,
};

/**
 * The bytes of a profile in a format.
 *
 * @throws {ProfileUnwritableError} when the format cannot hold what the profile does.
 */
export function writeProfile(profile: Profile, format: WrittenFormat): Uint8Array {
  const written = WRITERS[format](profile);
  return typeof written === "string" ? Buffer.from(written) : written;
}

import { gunzipSync } from "node:zlib";

import type { Profile } from "../model/profile.ts";
import { decodeText, toUtf8 } from "./decode-text.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";
import { readChromeTrace } from "./read-chrome-trace.ts";
import { readCpuprofile } from "./read-cpuprofile.ts";
import { readFolded } from "./read-folded.ts";
import { readHeapprofile } from "./read-heapprofile.ts";
import { isPerfEvent, readPerfScript } from "./read-perf-script.ts";
import { readPprof } from "./read-pprof.ts";
import { readPstats } from "./read-pstats.ts";
import { readSpeedscope } from "./read-speedscope.ts";
import { formatOfJson, formatOfName, isMarshal, isPprof } from "./sniff-format.ts";
import type { ProfileFormat } from "./sniff-format.ts";

/** A small file can unpack to any size; no profile that could be drawn is larger. */
const UNPACKED_BYTES_MAX = 4 * 2 ** 30;

/** What `perf script` writes has an event among its first lines. */
const HEAD_LINES_MAX = 50;
const HEAD_BYTES_MAX = 65_536;

/**
 * Reads a profile of any known format, packed with gzip or not. The content decides; a name that promises
 * another format gives a warning.
 *
 * @param name - of the file, for its extension and for messages.
 * @throws {ProfileUnreadableError} when the content is of no known format, empty, cut off or damaged.
 */
export function readProfile(bytes: Uint8Array, name: string): Profile {
  try {
    const unpacked = unpack(bytes);
    if (unpacked.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))) {
      throw new ProfileUnreadableError(null, "it is empty");
    }
    return withNameWarning(readUnpacked(unpacked), name);
  } catch (error) {
    if (!(error instanceof ProfileUnreadableError)) throw error;
    throw new ProfileUnreadableError(error.format, error.problem, { cause: error, file: name });
  }
}

function unpack(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch (cause) {
    throw new ProfileUnreadableError("gzip", "its packing is cut off or damaged", { cause });
  }
}

function readUnpacked(bytes: Uint8Array): Profile {
  if (isMarshal(bytes)) return readPstats(bytes);
  if (isPprof(bytes)) return readPprof(bytes);
  const utf8 = toUtf8(bytes);
  const head = new TextDecoder().decode(utf8.subarray(0, HEAD_BYTES_MAX));
  const first = /\S/.exec(head)?.[0];
  if (first === "{" || first === "[") return readJson(decodeText(utf8));
  const isPerfScript = head.split("\n", HEAD_LINES_MAX).some(isPerfEvent);
  return isPerfScript ? readPerfScript(decodeText(utf8)) : readFolded(utf8);
}

const JSON_READERS: Readonly<Partial<Record<ProfileFormat, (json: unknown) => Profile>>> = {
  cpuprofile: readCpuprofile,
  heapprofile: readHeapprofile,
  speedscope: readSpeedscope,
  "chrome-trace": readChromeTrace,
};

function readJson(text: string): Profile {
  const json = parseJson(text);
  const format = formatOfJson(json);
  const read = format === null ? undefined : JSON_READERS[format];
  if (read !== undefined) return read(json);
  throw new ProfileUnreadableError(
    null,
    "its JSON is no profile: neither .cpuprofile, .heapprofile, speedscope nor Chrome trace",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProfileUnreadableError("JSON", `it is cut off or damaged (${reason})`, { cause });
  }
}

function withNameWarning(profile: Profile, name: string): Profile {
  const expected = formatOfName(name);
  const found = profile.meta.format;
  if (expected === null || expected === found) return profile;
  return { ...profile, warnings: [...profile.warnings, { code: "other-format", expected, found }] };
}

import { NO_LABELS } from "../model/profile.ts";
import type { Profile, ProfileMeta, ProfileMode, ProfilerStart, Track } from "../model/profile.ts";
import { isRecord, textOr } from "./json-value.ts";
import type { JsonRecord } from "./json-value.ts";

const MODES: readonly string[] = ["cpu", "wall", "heap", "unknown"] satisfies ProfileMode[];
const STARTS: readonly string[] = [
  "process-start",
  "before-warm-up",
  "after-warm-up",
  "unknown",
] satisfies ProfilerStart[];

/**
 * Puts back what our own writers note beside a format that has no place for it. Notes of another hand are
 * taken field by field, where they are of the right kind; the rest stays as the format itself says.
 */
export function restoreNotes(profile: Profile, notes: unknown): Profile {
  if (!isRecord(notes)) return profile;
  const trackNotes = Array.isArray(notes["tracks"]) ? notes["tracks"] : [];
  return {
    ...profile,
    meta: isRecord(notes["meta"]) ? restoreMeta(profile.meta, notes["meta"]) : profile.meta,
    tracks: profile.tracks.map((track, index) => {
      const note: unknown = trackNotes[index];
      return isRecord(note) ? restoreTrack(track, note) : track;
    }),
  };
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

export function restoreMeta(meta: ProfileMeta, note: JsonRecord): ProfileMeta {
  const flags: unknown = note["flags"];
  const count = note["operationCount"];
  const start = note["profilerStart"];
  return {
    format: meta.format,
    nodeVersion: textOrNull(note["nodeVersion"]),
    v8Version: textOrNull(note["v8Version"]),
    flags: Array.isArray(flags) ? flags.filter((flag) => typeof flag === "string") : null,
    profilerStart: isStart(start) ? start : "unknown",
    host: textOrNull(note["host"]),
    operationCount: typeof count === "number" && count > 0 ? count : null,
    isReconstructed: note["isReconstructed"] === true,
  };
}

function restoreTrack(track: Track, note: JsonRecord): Track {
  const labels = isRecord(note["labels"]) ? note["labels"] : {};
  const mode = note["mode"];
  const period = note["period"];
  return {
    ...track,
    name: textOr(note["name"], track.name),
    labels: {
      ...NO_LABELS,
      process: textOrNull(labels["process"]),
      worker: textOrNull(labels["worker"]),
      agent: textOrNull(labels["agent"]),
      phase: textOrNull(labels["phase"]),
    },
    mode: isMode(mode) ? mode : track.mode,
    sampleType: textOr(note["sampleType"], track.sampleType),
    period: typeof period === "number" ? period : track.period,
  };
}

const isMode = (value: unknown): value is ProfileMode =>
  typeof value === "string" && MODES.includes(value);

const isStart = (value: unknown): value is ProfilerStart =>
  typeof value === "string" && STARTS.includes(value);

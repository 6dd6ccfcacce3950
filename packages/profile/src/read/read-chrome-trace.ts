import { createFrameTable } from "../model/frame-table.ts";
import { NO_LABELS, NO_META } from "../model/profile.ts";
import type { Profile } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { isRecord, listAt, numberOr, textOr } from "./json-value.ts";
import type { JsonRecord } from "./json-value.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";
import { toCpuprofileTrack } from "./read-cpuprofile.ts";
import { restoreNotes } from "./restore-notes.ts";

const FORMAT = "Chrome trace";

/** A profile that a trace holds in pieces: a `Profile` event, then `ProfileChunk` events of the same id. */
interface Pieces {
  readonly pid: string;
  readonly tid: string;
  readonly startTime: number;
  endTime: number | null;
  readonly nodes: unknown[];
  readonly samples: unknown[];
  readonly timeDeltas: unknown[];
}

/**
 * Reads the CPU profiles in a trace of Chrome or Node, one track per profile, named as its thread. Other
 * events are left alone; a trace without a CPU profile is refused.
 */
export function readChromeTrace(json: unknown): Profile {
  const isList = Array.isArray(json);
  const events = listAt(isList ? json : isRecord(json) ? json["traceEvents"] : json, {
    format: FORMAT,
    path: "traceEvents",
  });
  const names = new Map<string, string>();
  const profiles = new Map<string, Pieces>();
  for (const event of events) {
    if (!isRecord(event)) continue;
    const pid = String(event["pid"]);
    if (event["name"] === "thread_name") {
      names.set(`${pid}:${String(event["tid"])}`, textOr(fieldOf(event["args"], "name"), ""));
    } else if (event["name"] === "Profile") {
      profiles.set(keyOf(event, pid), startPieces(event, pid));
    } else if (event["name"] === "ProfileChunk") {
      const key = keyOf(event, pid);
      // A trace that began after the profile did has only its chunks.
      const pieces = profiles.get(key) ?? startPieces(event, pid);
      profiles.set(key, pieces);
      addChunk(pieces, fieldOf(event["args"], "data"));
    }
  }
  if (profiles.size === 0) {
    throw new ProfileUnreadableError(
      FORMAT,
      `none of its ${events.length} events is a CPU profile: record with the category ` +
        "disabled-by-default-v8.cpu_profiler",
    );
  }
  const frames = createFrameTable();
  const warnings: ProfileWarning[] = [];
  const tracks = [...profiles.values()].map(({ pid, tid, endTime, ...pieces }) => {
    const file = endTime === null ? pieces : { ...pieces, endTime };
    const track = toCpuprofileTrack({ ...file }, { frames, warnings, format: FORMAT });
    const labels = { ...NO_LABELS, process: pid, worker: tid };
    return { ...track, name: names.get(`${pid}:${tid}`) ?? "", labels };
  });
  const profile: Profile = {
    frames: frames.build(),
    tracks,
    meta: { ...NO_META, format: "chrome-trace" },
    warnings,
  };
  return restoreNotes(profile, isList ? undefined : fieldOf(json, "paceline"));
}

const fieldOf = (value: unknown, name: string): unknown =>
  isRecord(value) ? value[name] : undefined;

/** The profiler's own thread writes the chunks, so a profile is known by its process and id. */
const keyOf = (event: JsonRecord, pid: string): string => `${pid}:${String(event["id"])}`;

function startPieces(event: JsonRecord, pid: string): Pieces {
  const startTime = numberOr(
    fieldOf(fieldOf(event["args"], "data"), "startTime"),
    numberOr(event["ts"], 0),
  );
  const tid = String(event["tid"]);
  return { pid, tid, startTime, endTime: null, nodes: [], samples: [], timeDeltas: [] };
}

function addChunk(pieces: Pieces, chunk: unknown): void {
  if (!isRecord(chunk)) return;
  const profile = chunk["cpuProfile"];
  const endTime = chunk["endTime"] ?? fieldOf(profile, "endTime");
  if (typeof endTime === "number") pieces.endTime = endTime;
  append(pieces.nodes, fieldOf(profile, "nodes"));
  append(pieces.samples, fieldOf(profile, "samples"));
  append(pieces.timeDeltas, chunk["timeDeltas"] ?? fieldOf(profile, "timeDeltas"));
}

function append(target: unknown[], value: unknown): void {
  if (Array.isArray(value)) for (const item of value) target.push(item);
}

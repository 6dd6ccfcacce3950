import { Profile as PprofProfile } from "pprof-format";
import type { Sample } from "pprof-format";

import { createFrameTable } from "../model/frame-table.ts";
import type { FrameTableBuilder } from "../model/frame-table.ts";
import { NO_LABELS, NO_META } from "../model/profile.ts";
import type { Profile, Track, TrackLabels } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { BASE_TRACK, HEAD_TRACK } from "../model/sides.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import type { TrackBuilder } from "../model/track-builder.ts";
import { isRecord } from "./json-value.ts";
import { listPprofStacks } from "./pprof-stacks.ts";
import { pairPprofValues } from "./pprof-values.ts";
import type { PprofValue } from "./pprof-values.ts";
import { isWholeProtobuf } from "./is-whole-protobuf.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";
import { restoreMeta } from "./restore-notes.ts";

const FORMAT = "pprof";

/** What our own writer puts before its notes in a comment. */
export const NOTES_PREFIX = "paceline: ";

/** Label of the samples of the base in a difference, which are negative. */
export const BASE_LABEL = "pprof::base";

/** Names under which samples are labelled with where they were taken, by our own name of it. */
const LABEL_KEYS = {
  process: ["process", "pid", "process_id"],
  worker: ["worker", "thread", "thread id", "thread_id", "tid"],
  agent: ["agent"],
  phase: ["phase"],
} as const satisfies Record<keyof TrackLabels, readonly string[]>;

/**
 * Reads pprof's protocol buffer, unpacked. A track per value (`cpu`, `inuse_space`) and per process,
 * worker, agent and phase that the samples are labelled with. Samples of a base become a track of
 * their own, positive.
 */
export function readPprof(bytes: Uint8Array): Profile {
  const file = decode(bytes);
  const frames = createFrameTable();
  const tracks = toTracks(file, frames);
  const warnings: ProfileWarning[] = [];
  if (file.sample.length === 0) warnings.push({ code: "no-samples" });
  const profile: Profile = {
    frames: frames.build(),
    tracks,
    meta: { ...NO_META, format: FORMAT },
    warnings,
  };
  return { ...profile, meta: restoreMeta(profile.meta, notesOf(file)) };
}

function decode(bytes: Uint8Array): PprofProfile {
  if (!isWholeProtobuf(bytes)) {
    throw new ProfileUnreadableError(FORMAT, "it is cut off, or no protocol buffer");
  }
  let file: PprofProfile;
  try {
    file = PprofProfile.decode(bytes);
  } catch (cause) {
    throw new ProfileUnreadableError(FORMAT, "a part of it is damaged", { cause });
  }
  if (file.sampleType.length === 0) {
    throw new ProfileUnreadableError(FORMAT, "it does not say what its samples are of");
  }
  return file;
}

/** The text of a number of the string table; a table that was cut off lacks the last ones. */
function textAt(file: PprofProfile, index: number | bigint): string {
  const text = file.stringTable.strings[Number(index)];
  if (text === undefined) {
    throw new ProfileUnreadableError(FORMAT, `it is cut off: text ${index} is not there`);
  }
  return text;
}

function toTracks(file: PprofProfile, frames: FrameTableBuilder): readonly Track[] {
  const text = (index: number | bigint): string => textAt(file, index);
  const values = pairPprofValues(
    file.sampleType.map(({ type, unit }) => ({ type: text(type), unit: text(unit) })),
  );
  const stackOf = listPprofStacks(file, frames, text);
  const groups = new Map<string, { readonly labels: Labels; readonly builders: TrackBuilder[] }>();
  for (const [index, sample] of file.sample.entries()) {
    if (sample.value.length !== file.sampleType.length) {
      throw new ProfileUnreadableError(
        FORMAT,
        `sample ${index} has ${sample.value.length} values instead of ${file.sampleType.length}`,
      );
    }
    const labels = sample.label.length === 0 ? UNLABELLED : labelsOf(sample, text);
    const key = labels === UNLABELLED ? "" : JSON.stringify(labels);
    let group = groups.get(key);
    if (group === undefined) {
      group = { labels, builders: values.map(() => createTrackBuilder(false)) };
      groups.set(key, group);
    }
    const sign = labels.isBase ? -1 : 1;
    const stack = stackOf(sample.locationId);
    for (const [position, { weightIndex, countIndex, factor }] of values.entries()) {
      const builder = group.builders[position]!;
      const weight = sign * signed(sample.value[weightIndex]!) * factor;
      const count = countIndex === null ? 0 : sign * signed(sample.value[countIndex]!);
      // Of several values a sample may have only one, such as time that passed off the processor.
      if (weight !== 0 || values.length === 1) builder.add(builder.nodeOf(stack), weight, count);
    }
  }
  const hasBase = [...groups.values()].some(({ labels }) => labels.isBase);
  if (groups.size === 0) {
    return values.map((value) => createTrackBuilder(false).build(headOf(file, value, text)));
  }
  const tracks = [...groups.values()].flatMap(({ labels, builders }) =>
    values.map((value, position) => {
      const { isBase, name, ...where } = labels;
      const side = hasBase ? (isBase ? BASE_TRACK : HEAD_TRACK) : name;
      return builders[position]!.build({ ...headOf(file, value, text), name: side, labels: where });
    }),
  );
  const filled = tracks.filter(({ tree }) => tree.count > 1 || tree.selfWeights[0] !== 0);
  return filled.length > 0 ? filled : tracks.slice(0, 1);
}

function headOf(
  file: PprofProfile,
  { mode, sampleType, unit, factor }: PprofValue,
  text: (index: number | bigint) => string,
): Parameters<TrackBuilder["build"]>[0] {
  // The period is of one of the values; which one, its type says.
  const isPeriodOf = file.periodType !== undefined && text(file.periodType.type) === sampleType;
  const period = signed(file.period) * factor;
  return {
    ...NO_HEAD,
    mode,
    sampleType,
    unit,
    period: isPeriodOf && period > 0 ? period : null,
    endNs: unit === "ns" ? signed(file.durationNanos) : 0,
  };
}

const UNLABELLED: Labels = { ...NO_LABELS, name: "", isBase: false };

type Labels = TrackLabels & { readonly name: string; readonly isBase: boolean };

function labelsOf({ label }: Sample, text: (index: number | bigint) => string): Labels {
  const found = new Map<string, string>();
  for (const { key, str, num } of label) {
    found.set(text(key), Number(str) === 0 ? `${signed(num)}` : text(str));
  }
  const where: Record<keyof TrackLabels, string | null> = { ...NO_LABELS };
  for (const [name, keys] of Object.entries(LABEL_KEYS)) {
    const known = keys.find((key) => found.has(key));
    if (known !== undefined) Reflect.set(where, name, found.get(known));
  }
  return {
    ...where,
    name: found.get("thread name") ?? "",
    isBase: found.get(BASE_LABEL) === "true",
  };
}

/** A number of 64 bits as it was meant: the decoder gives those of more than 28 bits without sign. */
const signed = (value: number | bigint): number =>
  typeof value === "bigint" ? Number(BigInt.asIntN(64, value)) : value;

function notesOf(file: PprofProfile): Readonly<Record<string, unknown>> {
  for (const index of file.comment) {
    const comment = textAt(file, index);
    if (!comment.startsWith(NOTES_PREFIX)) continue;
    try {
      const notes: unknown = JSON.parse(comment.slice(NOTES_PREFIX.length));
      if (isRecord(notes)) return notes;
    } catch {
      // A comment of another hand that begins as ours: it is for people, and says nothing to us.
      continue;
    }
  }
  return {};
}

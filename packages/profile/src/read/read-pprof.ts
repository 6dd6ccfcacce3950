import { createFrameTable } from "../model/frame-table.ts";
import type { FrameTableBuilder } from "../model/frame-table.ts";
import { NO_LABELS, NO_META } from "../model/profile.ts";
import type { Profile, Track, TrackLabels } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { BASE_TRACK, HEAD_TRACK } from "../model/sides.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import type { TrackBuilder } from "../model/track-builder.ts";
import { isRecord } from "./json-value.ts";
import { readPprofFile } from "./pprof-file.ts";
import type { PprofFile, PprofLabel } from "./pprof-file.ts";
import { createPprofStacks } from "./pprof-stacks.ts";
import { pairPprofValues } from "./pprof-values.ts";
import type { PprofValue } from "./pprof-values.ts";
import { isWholeProtobuf } from "./is-whole-protobuf.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";
import { ProtobufDamagedError } from "./protobuf.ts";
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
  const tracks = whole(() => toTracks(file, frames));
  const warnings: ProfileWarning[] = [];
  if (file.sampleCount === 0) warnings.push({ code: "no-samples" });
  const profile: Profile = {
    frames: frames.build(),
    tracks,
    meta: { ...NO_META, format: FORMAT },
    warnings,
  };
  return { ...profile, meta: restoreMeta(profile.meta, notesOf(file)) };
}

function decode(bytes: Uint8Array): PprofFile {
  if (!isWholeProtobuf(bytes)) {
    throw new ProfileUnreadableError(FORMAT, "it is cut off, or no protocol buffer");
  }
  const file = whole(() => readPprofFile(bytes));
  if (file.sampleTypes.length === 0) {
    throw new ProfileUnreadableError(FORMAT, "it does not say what its samples are of");
  }
  return file;
}

/** Does what reads a part of the file. */
function whole<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof ProtobufDamagedError)) throw cause;
    throw new ProfileUnreadableError(FORMAT, "a part of it is damaged", { cause });
  }
}

/** The text of a number of the string table; a table that was cut off lacks the last ones. */
function textAt({ strings }: PprofFile, index: number): string {
  const text = strings[index];
  if (text === undefined) {
    throw new ProfileUnreadableError(FORMAT, `it is cut off: text ${index} is not there`);
  }
  return text;
}

function toTracks(file: PprofFile, frames: FrameTableBuilder): readonly Track[] {
  const text = (index: number): string => textAt(file, index);
  const values = pairPprofValues(
    file.sampleTypes.map(({ type, unit }) => ({ type: text(type), unit: text(unit) })),
  );
  const stacks = createPprofStacks(file, frames, text);
  const groups = new Map<string, Group>();
  /** By the bytes of the labels, which many samples share. */
  const known = new Map<string, Group>();
  const groupOf = (index: number, labelKey: string): Group => {
    const labels = labelKey === "" ? UNLABELLED : labelsOf(file.labelsAt(index), text);
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? {
      labels,
      builders: values.map(() => createTrackBuilder(false)),
    };
    groups.set(key, group);
    known.set(labelKey, group);
    return group;
  };
  for (let index = 0; index < file.sampleCount; index++) {
    const sample = file.sampleAt(index);
    if (sample.valueCount !== file.sampleTypes.length) {
      throw new ProfileUnreadableError(
        FORMAT,
        `sample ${index} has ${sample.valueCount} values instead of ${file.sampleTypes.length}`,
      );
    }
    const { labels, builders } = known.get(sample.labelKey) ?? groupOf(index, sample.labelKey);
    const sign = labels.isBase ? -1 : 1;
    const depth = stacks.read(sample);
    for (const [position, { weightIndex, countIndex, factor }] of values.entries()) {
      const builder = builders[position]!;
      const weight = sign * sample.values[weightIndex]! * factor;
      const count = countIndex === null ? 0 : sign * sample.values[countIndex]!;
      // Of several values a sample may have only one, such as time that passed off the processor.
      if (weight !== 0 || values.length === 1)
        builder.add(builder.nodeOf(stacks.frames, depth), weight, count);
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
  file: PprofFile,
  { mode, sampleType, unit, factor }: PprofValue,
  text: (index: number) => string,
): Parameters<TrackBuilder["build"]>[0] {
  // The period is of one of the values; which one, its type says.
  const isPeriodOf = file.periodType !== null && text(file.periodType.type) === sampleType;
  const period = file.period * factor;
  return {
    ...NO_HEAD,
    mode,
    sampleType,
    unit,
    period: isPeriodOf && period > 0 ? period : null,
    endNs: unit === "ns" ? file.durationNanos : 0,
  };
}

const UNLABELLED: Labels = { ...NO_LABELS, name: "", isBase: false };

/** What was sampled under the same labels, a builder for each value. */
interface Group {
  readonly labels: Labels;
  readonly builders: readonly TrackBuilder[];
}

type Labels = TrackLabels & { readonly name: string; readonly isBase: boolean };

function labelsOf(labels: readonly PprofLabel[], text: (index: number) => string): Labels {
  const found = new Map<string, string>();
  for (const { key, str, num } of labels) {
    found.set(text(key), str === 0 ? `${num}` : text(str));
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

function notesOf(file: PprofFile): Readonly<Record<string, unknown>> {
  for (const index of file.comments) {
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

import { gzipSync } from "node:zlib";

import { Profile as PprofProfile, StringTable } from "pprof-format";
import type { LabelInput, ProfileInput, SampleInput } from "pprof-format";

import { frameAt } from "../model/frame-table.ts";
import type { FrameTable } from "../model/frame-table.ts";
import type { Profile, Track, WeightUnit } from "../model/profile.ts";
import { BASE_TRACK, HEAD_TRACK } from "../model/sides.ts";
import { BASE_LABEL, NOTES_PREFIX } from "../read/read-pprof.ts";

const UNITS = {
  ns: "nanoseconds",
  bytes: "bytes",
  count: "count",
} as const satisfies Record<WeightUnit, string>;

/**
 * Writes pprof's protocol buffer, packed with gzip (`.pb.gz`). Tracks differ by the labels of their
 * samples. The base of a base and a head is negated and labelled `pprof::base`: pprof then shows a
 * difference, and knows both sides.
 *
 * What has no place in the format is lost: the order of samples, and the column of a function.
 */
export function writePprof(profile: Profile): Uint8Array {
  const strings = new StringTable();
  const text = (value: string): number => strings.dedup(value);
  const columns = columnsOf(profile.tracks);
  const names = profile.tracks.map(({ name }) => name);
  const isDifference = names.includes(BASE_TRACK) && names.includes(HEAD_TRACK);
  const periodTrack = profile.tracks.find(({ period }) => period !== null);
  const file = new PprofProfile({
    stringTable: strings,
    sampleType: columns.types.map(({ type, unit }) => ({ type: text(type), unit: text(unit) })),
    sample: profile.tracks.flatMap((track) =>
      samplesOf(track, columns, labelsOf(track, isDifference, text)),
    ),
    ...symbolsOf(profile.frames, text),
    durationNanos: profile.tracks.reduce(
      (longest, { startNs, endNs }) => Math.max(longest, endNs - startNs),
      0,
    ),
    ...(periodTrack === undefined
      ? {}
      : {
          periodType: { type: text(periodTrack.sampleType), unit: text(UNITS[periodTrack.unit]) },
          period: periodTrack.period!,
        }),
    comment: [text(NOTES_PREFIX + JSON.stringify(profile.meta))],
  });
  return gzipSync(file.encode());
}

interface Columns {
  readonly types: readonly { readonly type: string; readonly unit: string }[];
  /** Where the count and the weight of a track go; the count is null where the weight is one. */
  readonly placeOf: (track: Track) => { readonly count: number | null; readonly weight: number };
}

/** The values that each sample has: for every kind of weight one, with a count of samples before it. */
function columnsOf(tracks: readonly Track[]): Columns {
  const types: { type: string; unit: string }[] = [];
  const indexOf = (type: string, unit: string): number => {
    const known = types.findIndex((column) => column.type === type && column.unit === unit);
    return known === -1 ? types.push({ type, unit }) - 1 : known;
  };
  const places = new Map<string, { readonly count: number | null; readonly weight: number }>();
  for (const { sampleType, unit } of tracks) {
    const key = `${unit}:${sampleType}`;
    if (places.has(key)) continue;
    const countType = unit === "bytes" ? sampleType.replace(/space$/, "objects") : "samples";
    const count = unit === "count" ? null : indexOf(countType, "count");
    places.set(key, { count, weight: indexOf(sampleType, UNITS[unit]) });
  }
  if (types.length === 0) indexOf("samples", "count");
  return { types, placeOf: ({ sampleType, unit }) => places.get(`${unit}:${sampleType}`)! };
}

/** One sample per node that has a weight or a count. Ids of locations are frames plus one. */
function samplesOf(
  track: Track,
  { types, placeOf }: Columns,
  label: readonly LabelInput[],
): readonly SampleInput[] {
  const { tree, name } = track;
  const place = placeOf(track);
  const sign = name === BASE_TRACK && label.length > 0 ? -1 : 1;
  const samples: SampleInput[] = [];
  for (let node = 0; node < tree.count; node++) {
    const weight = tree.selfWeights[node]!;
    const count = Math.round(tree.selfCounts[node]!);
    if (weight === 0 && count === 0) continue;
    const value = types.map(() => 0);
    if (place.count !== null) value[place.count] = sign * count;
    value[place.weight] = sign * weight;
    samples.push({ locationId: leafFirst(tree, node), value, label: [...label] });
  }
  return samples;
}

function leafFirst({ parents, frames }: Track["tree"], node: number): number[] {
  if (node === 0) return [frames[0]! + 1];
  const ids: number[] = [];
  for (let at = node; at > 0; at = parents[at]!) ids.push(frames[at]! + 1);
  return ids;
}

function labelsOf(
  { name, labels }: Track,
  isDifference: boolean,
  text: (value: string) => number,
): readonly LabelInput[] {
  const entries = Object.entries(labels).filter(([, value]) => value !== null);
  if (isDifference) {
    if (name === BASE_TRACK) entries.push([BASE_LABEL, "true"]);
  } else if (name !== "") {
    entries.push(["thread name", name]);
  }
  return entries.map(([key, value]) => ({ key: text(key), str: text(String(value)) }));
}

function symbolsOf(
  frames: FrameTable,
  text: (value: string) => number,
): Pick<ProfileInput, "function" | "location"> {
  const functions: NonNullable<ProfileInput["function"]> = [];
  const locations: NonNullable<ProfileInput["location"]> = [];
  for (let index = 0; index < frames.count; index++) {
    const { name, file, line, executedLine } = frameAt(frames, index);
    const functionIndex = frames.functions[index]!;
    if (functionIndex === index) {
      functions.push({
        id: index + 1,
        name: text(name),
        systemName: text(name),
        filename: text(file),
        startLine: line,
      });
    }
    locations.push({
      id: index + 1,
      line: [{ functionId: functionIndex + 1, line: executedLine }],
    });
  }
  return { function: functions, location: locations };
}

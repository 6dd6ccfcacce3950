import { createFrameTable } from "../model/frame-table.ts";
import type { FrameTableBuilder } from "../model/frame-table.ts";
import { NO_META } from "../model/profile.ts";
import type { Profile, Track, WeightUnit } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import type { TrackBuilder } from "../model/track-builder.ts";
import { listAt, mismatch, numberAt, recordAt, textOr } from "./json-value.ts";
import type { JsonRecord, Place } from "./json-value.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";
import { restoreNotes } from "./restore-notes.ts";

const FORMAT = "speedscope";

/** Own unit and factor to it, by speedscope's name of the unit. */
const UNITS: ReadonlyMap<unknown, readonly [WeightUnit, number]> = new Map([
  ["nanoseconds", ["ns", 1]],
  ["microseconds", ["ns", 1e3]],
  ["milliseconds", ["ns", 1e6]],
  ["seconds", ["ns", 1e9]],
  ["bytes", ["bytes", 1]],
  ["none", ["count", 1]],
]);

/** Reads speedscope's own JSON: profiles of samples or of events, each a track. */
export function readSpeedscope(json: unknown): Profile {
  const file = recordAt(json, placeAt("the file"));
  const shared = recordAt(file["shared"], placeAt("shared"));
  const frames = createFrameTable();
  const frameIndexes = Uint32Array.from(
    listAt(shared["frames"], placeAt("shared.frames")),
    (value, index) => internFrame(value, frames, placeAt(`shared.frames[${index}]`)),
  );
  const warnings: ProfileWarning[] = [];
  const tracks = listAt(file["profiles"], placeAt("profiles")).map((value, index) => {
    const path = `profiles[${index}]`;
    return toTrack(recordAt(value, placeAt(path)), { frameIndexes, path, warnings });
  });
  if (tracks.every(({ samples }) => samples?.count === 0)) warnings.push({ code: "no-samples" });
  const profile: Profile = {
    frames: frames.build(),
    tracks,
    meta: { ...NO_META, format: FORMAT },
    warnings,
  };
  return restoreNotes(profile, file["paceline"]);
}

const placeAt = (path: string): Place => ({ format: FORMAT, path });

function internFrame(value: unknown, frames: FrameTableBuilder, place: Place): number {
  const { name, file, line, col } = recordAt(value, place);
  if (typeof name !== "string")
    throw mismatch(name, "text", { ...place, path: `${place.path}.name` });
  return frames.intern({ name, file: textOr(file, ""), line: toLine(line), column: toLine(col) });
}

const toLine = (value: unknown): number => (typeof value === "number" ? Math.max(0, value) : 0);

interface TrackSource {
  readonly frameIndexes: Uint32Array;
  readonly path: string;
  readonly warnings: ProfileWarning[];
}

function toTrack(profile: JsonRecord, source: TrackSource): Track {
  const { path, warnings } = source;
  const known = UNITS.get(profile["unit"]);
  if (known === undefined) {
    throw mismatch(
      profile["unit"],
      `one of ${[...UNITS.keys()].join(", ")}`,
      placeAt(`${path}.unit`),
    );
  }
  const [unit, factor] = known;
  const builder = createTrackBuilder(true);
  if (profile["type"] === "sampled") addSamples(profile, builder, { ...source, factor });
  else if (profile["type"] === "evented") addEvents(profile, builder, { ...source, factor });
  else throw mismatch(profile["type"], "sampled or evented", placeAt(`${path}.type`));
  // Times have fractions of a nanosecond only by the way they are written; bytes and counts have none.
  if (builder.roundedCount > 0 && unit !== "ns") {
    warnings.push({ code: "weights-rounded", sampleCount: builder.roundedCount });
  }
  return builder.build({
    ...NO_HEAD,
    name: textOr(profile["name"], ""),
    mode: unit === "bytes" ? "heap" : "unknown",
    sampleType: unit === "ns" ? "time" : unit === "bytes" ? "space" : "samples",
    unit,
    startNs:
      unit === "ns" ? Math.round(numberAt(profile["startValue"] ?? 0, placeAt(path)) * factor) : 0,
    endNs:
      unit === "ns" ? Math.round(numberAt(profile["endValue"] ?? 0, placeAt(path)) * factor) : 0,
  });
}

type SampleSource = TrackSource & { readonly factor: number };

function addSamples(profile: JsonRecord, builder: TrackBuilder, source: SampleSource): void {
  const { frameIndexes, path, factor } = source;
  const samples = listAt(profile["samples"], placeAt(`${path}.samples`));
  const weights = listAt(profile["weights"], placeAt(`${path}.weights`));
  if (samples.length !== weights.length) {
    throw new ProfileUnreadableError(
      FORMAT,
      `${path} has ${samples.length} samples and ${weights.length} weights`,
    );
  }
  let stack = new Uint32Array(256);
  for (let index = 0; index < samples.length; index++) {
    const sample = listAt(samples[index], placeAt(`${path}.samples[${index}]`));
    if (sample.length > stack.length) stack = new Uint32Array(sample.length * 2);
    for (let level = 0; level < sample.length; level++) {
      stack[level] = frameAt(sample[level], frameIndexes, `${path}.samples[${index}]`);
    }
    const weight = numberAt(weights[index], placeAt(`${path}.weights[${index}]`));
    builder.add(builder.nodeOf(stack, sample.length), weight * factor);
  }
}

function addEvents(profile: JsonRecord, builder: TrackBuilder, source: SampleSource): void {
  const { frameIndexes, path, factor } = source;
  const openNodes = [0];
  const openFrames: number[] = [];
  let lastAt = numberAt(profile["startValue"] ?? 0, placeAt(`${path}.startValue`));
  const passUntil = (at: number, where: string): void => {
    if (at < lastAt) {
      throw new ProfileUnreadableError(FORMAT, `${where} is at ${at}, before the one at ${lastAt}`);
    }
    if (at > lastAt) builder.add(openNodes.at(-1)!, (at - lastAt) * factor);
    lastAt = at;
  };
  for (const [index, value] of listAt(profile["events"], placeAt(`${path}.events`)).entries()) {
    const where = `${path}.events[${index}]`;
    const event = recordAt(value, placeAt(where));
    const frame = frameAt(event["frame"], frameIndexes, where);
    passUntil(numberAt(event["at"], placeAt(`${where}.at`)), where);
    if (event["type"] === "O") {
      openNodes.push(builder.tree.child(openNodes.at(-1)!, frame));
      openFrames.push(frame);
    } else if (event["type"] === "C" && openFrames.at(-1) === frame) {
      openFrames.pop();
      openNodes.pop();
    } else {
      throw new ProfileUnreadableError(
        FORMAT,
        `${where} neither opens a frame nor closes the last`,
      );
    }
  }
  const end = profile["endValue"];
  if (typeof end === "number" && end > lastAt) passUntil(end, `${path}.endValue`);
}

function frameAt(value: unknown, frameIndexes: Uint32Array, where: string): number {
  const index = typeof value === "number" ? frameIndexes[value] : undefined;
  if (index === undefined) {
    throw new ProfileUnreadableError(
      FORMAT,
      `${where} names frame ${String(value)}, which is not there`,
    );
  }
  return index;
}

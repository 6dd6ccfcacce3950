import { createCallTree } from "../model/call-tree.ts";
import { createFrameTable } from "../model/frame-table.ts";
import type { FrameTableBuilder } from "../model/frame-table.ts";
import { NO_LABELS, NO_META } from "../model/profile.ts";
import type { Profile, Track } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { listCpuprofileNodes } from "./cpuprofile-nodes.ts";
import type { CpuprofileNodes } from "./cpuprofile-nodes.ts";
import { listAt, numberAt, numberOr, recordAt } from "./json-value.ts";
import type { JsonRecord } from "./json-value.ts";
import { placeNodes } from "./place-nodes.ts";
import { restoreNotes } from "./restore-notes.ts";
import { medianWeight, weighTimeLine } from "./time-line.ts";

const FORMAT = ".cpuprofile";
const NS_PER_US = 1000;

/** V8's own counts miss its samples by some per thousand in every file, and by up to 6 % on a busy machine. */
const HIT_DISPARITY_RATIO = 0.1;

/**
 * Reads what V8's CPU profiler writes, as of today (`nodes`, `timeDeltas`) or as of old (`head`,
 * `timestamps`).
 *
 * Weights come from the time stamps, never from `hitCount`: sample i lasts until sample i + 1, the last
 * one until `endTime`. The time from the start to the first sample belongs to nobody.
 */
export function readCpuprofile(json: unknown): Profile {
  const file = recordAt(json, { format: FORMAT, path: "the file" });
  const frames = createFrameTable();
  const warnings: ProfileWarning[] = [];
  const track = toCpuprofileTrack(file, { frames, warnings, format: FORMAT });
  const profile: Profile = {
    frames: frames.build(),
    tracks: [track],
    meta: { ...NO_META, format: "cpuprofile" },
    warnings,
  };
  return restoreNotes(profile, file["paceline"]);
}

interface TrackSource {
  readonly frames: FrameTableBuilder;
  readonly warnings: ProfileWarning[];
  /** For the message of an error. */
  readonly format: string;
}

/** One profile as a track over a table of frames that other tracks may share. */
export function toCpuprofileTrack(
  file: JsonRecord,
  { frames, warnings, format }: TrackSource,
): Track {
  const nodes = listCpuprofileNodes(file, frames, format);
  const builder = createCallTree();
  const placed = placeNodes(nodes, builder, warnings);
  const { timesNs, endNs, startNs } = readTimes(file);
  const sampleNodes = new Uint32Array(timesNs.length);
  const ids = listAt(file["samples"] ?? [], { format: FORMAT, path: "samples" });
  let unknownCount = 0;
  for (let index = 0; index < sampleNodes.length; index++) {
    const node = nodes.indexOfId(ids[index]);
    if (node === undefined) unknownCount++;
    else sampleNodes[index] = placed[node]!;
  }
  if (unknownCount > 0) warnings.push({ code: "unknown-nodes", sampleCount: unknownCount });
  const common = {
    name: "",
    labels: NO_LABELS,
    mode: "cpu",
    sampleType: "cpu",
    unit: "ns",
    startNs,
    endNs,
    lineTicks: ticksOf(nodes, placed),
  } as const;
  if (timesNs.length === 0) {
    const period = addHits(nodes, placed, { builder, elapsedNs: endNs - startNs, warnings });
    return { ...common, period, tree: builder.build(), samples: null };
  }
  const samples = withoutEnd(weighTimeLine({ timesNs, nodes: sampleNodes, endNs }, warnings));
  for (let index = 0; index < samples.count; index++) {
    builder.add(samples.nodes[index]!, samples.weights[index]!, 1);
  }
  compareHits(nodes, samples.count, warnings);
  return { ...common, period: medianWeight(samples), tree: builder.build(), samples };
}

/** Our writer ends with a sample of the root at `endTime`, which other readers need to see the last. */
function withoutEnd(samples: ReturnType<typeof weighTimeLine>): ReturnType<typeof weighTimeLine> {
  const last = samples.count - 1;
  if (last < 0 || samples.nodes[last] !== 0 || samples.weights[last] !== 0) return samples;
  const { startNs, nodes, weights } = samples;
  return { count: last, startNs, nodes: nodes.slice(0, last), weights: weights.slice(0, last) };
}

interface Times {
  readonly timesNs: Float64Array;
  readonly startNs: number;
  readonly endNs: number;
}

function readTimes(file: JsonRecord): Times {
  const sampleCount = listAt(file["samples"] ?? [], { format: FORMAT, path: "samples" }).length;
  const stamps = file["timestamps"];
  const deltas = file["timeDeltas"];
  if (stamps !== undefined) {
    const timesNs = numbersOf(stamps, "timestamps", sampleCount).map((us) => us * NS_PER_US);
    // `startTime` and `endTime` of the old form are whole seconds of another clock.
    const startNs = timesNs.reduce((least, time) => Math.min(least, time), timesNs[0] ?? 0);
    return {
      timesNs,
      startNs,
      endNs: timesNs.reduce((most, time) => Math.max(most, time), startNs),
    };
  }
  const startNs = numberOr(file["startTime"], 0) * NS_PER_US;
  const timesNs = numbersOf(deltas ?? [], "timeDeltas", deltas === undefined ? 0 : sampleCount);
  let timeNs = startNs;
  for (let index = 0; index < timesNs.length; index++) {
    timeNs += timesNs[index]! * NS_PER_US;
    timesNs[index] = timeNs;
  }
  return { timesNs, startNs, endNs: numberOr(file["endTime"], timeNs / NS_PER_US) * NS_PER_US };
}

/** The first `count` numbers of a list that may be longer, but not shorter. */
function numbersOf(value: unknown, path: string, count: number): Float64Array {
  const list = listAt(value, { format: FORMAT, path });
  const numbers = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    numbers[index] = numberAt(list[index], { format: FORMAT, path: `${path}[${index}]` });
  }
  return numbers;
}

interface HitSink {
  readonly builder: ReturnType<typeof createCallTree>;
  readonly elapsedNs: number;
  readonly warnings: ProfileWarning[];
}

/** Without times, each hit gets an equal share of the recorded time, whole ns that sum to it. */
function addHits(
  { hitCounts }: CpuprofileNodes,
  placed: Uint32Array,
  { builder, elapsedNs, warnings }: HitSink,
): number | null {
  const hitCount = hitCounts.reduce((sum, hits) => sum + hits, 0);
  if (hitCount === 0) {
    warnings.push({ code: "no-samples" });
    return null;
  }
  let seenCount = 0;
  const nsUntil = (hits: number): number => Math.round((elapsedNs * hits) / hitCount);
  for (let node = 0; node < hitCounts.length; node++) {
    const hits = hitCounts[node]!;
    if (hits === 0) continue;
    builder.add(placed[node]!, nsUntil(seenCount + hits) - nsUntil(seenCount), hits);
    seenCount += hits;
  }
  warnings.push({ code: "weights-from-hit-counts", hitCount });
  return Math.round(elapsedNs / hitCount);
}

function compareHits(
  { hitCounts }: CpuprofileNodes,
  sampleCount: number,
  warnings: ProfileWarning[],
): void {
  const hitCount = hitCounts.reduce((sum, hits) => sum + hits, 0);
  const isFar = Math.abs(hitCount - sampleCount) > sampleCount * HIT_DISPARITY_RATIO;
  if (hitCount > 0 && isFar) {
    warnings.push({ code: "hit-counts-disagree", hitCount, sampleCount });
  }
}

function ticksOf({ ticks }: CpuprofileNodes, placed: Uint32Array): Track["lineTicks"] {
  if (ticks.nodes.length === 0) return null;
  return {
    nodes: Uint32Array.from(ticks.nodes, (node) => placed[node]!),
    lines: Uint32Array.from(ticks.lines),
    counts: Uint32Array.from(ticks.counts),
  };
}

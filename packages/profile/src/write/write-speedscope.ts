import { frameAt } from "../model/frame-table.ts";
import type { FrameTable } from "../model/frame-table.ts";
import type { Profile, Track, WeightUnit } from "../model/profile.ts";
import { trackTitle } from "../model/track-title.ts";
import { notesOf } from "./profile-notes.ts";
import { ProfileUnwritableError } from "./profile-unwritable-error.ts";

const FORMAT = "speedscope";
const SCHEMA = "https://www.speedscope.app/file-format-schema.json";

const UNITS = {
  ns: "nanoseconds",
  bytes: "bytes",
  count: "none",
} as const satisfies Record<WeightUnit, string>;

/** Writes speedscope's own JSON, one sampled profile per track. */
export function writeSpeedscope(profile: Profile): string {
  if (profile.tracks.length === 0) throw new ProfileUnwritableError(FORMAT, "it has no tracks");
  return JSON.stringify({
    $schema: SCHEMA,
    exporter: "paceline",
    name: trackTitle(profile.tracks[0]!, 0),
    activeProfileIndex: 0,
    shared: { frames: framesOf(profile.frames) },
    profiles: profile.tracks.map(toSampled),
    paceline: notesOf(profile),
  });
}

/** All but the root, which is no frame of a stack: frame i is row i - 1. */
const framesOf = (frames: FrameTable): readonly object[] =>
  Array.from({ length: frames.count - 1 }, (_, row) => {
    const { name, file, line, column } = frameAt(frames, row + 1);
    return {
      name,
      ...(file === "" ? {} : { file }),
      ...(line === 0 ? {} : { line }),
      ...(column === 0 ? {} : { col: column }),
    };
  });

function toSampled(track: Track, index: number): object {
  const { tree, samples, unit } = track;
  const stacks: (readonly number[] | undefined)[] = [[]];
  /** Made when asked for, and once per node: samples of one node share their list. */
  const stackOf = (node: number): readonly number[] => {
    let stack = stacks[node];
    if (stack === undefined) {
      const leafFirst: number[] = [];
      for (let at = node; at > 0; at = tree.parents[at]!) leafFirst.push(tree.frames[at]! - 1);
      stack = leafFirst.toReversed();
      stacks[node] = stack;
    }
    return stack;
  };
  const nodes: ArrayLike<number> = samples?.nodes ?? weighedNodes(tree.selfWeights);
  const weights = samples?.weights ?? Float64Array.from(nodes, (node) => tree.selfWeights[node]!);
  if (weights.some((weight) => weight < 0)) {
    throw new ProfileUnwritableError(FORMAT, "a weight is negative: write pprof or folded");
  }
  const startValue = unit === "ns" ? (samples?.startNs ?? track.startNs) : 0;
  return {
    type: "sampled",
    name: trackTitle(track, index),
    unit: UNITS[unit],
    startValue,
    endValue: weights.reduce((sum, weight) => sum + weight, startValue),
    samples: Array.from(nodes, stackOf),
    weights: Array.from(weights),
  };
}

const weighedNodes = (selfWeights: Float64Array): readonly number[] =>
  [...selfWeights.keys()].filter((node) => selfWeights[node] !== 0);

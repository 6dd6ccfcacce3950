import { graft, joinTracks } from "../merge/merge-tracks.ts";
import { createCallTree } from "../model/call-tree.ts";
import type { CallTree } from "../model/call-tree.ts";
import { frameAt } from "../model/frame-table.ts";
import type { FrameTable } from "../model/frame-table.ts";
import type { Profile } from "../model/profile.ts";
import { BASE_TRACK, HEAD_TRACK } from "../model/sides.ts";
import { toFrameLabel } from "../read/frame-label.ts";
import { ProfileUnwritableError } from "./profile-unwritable-error.ts";

/**
 * Writes stacks folded to lines, as flamegraph.pl reads them. A profile with a base and a head gets two
 * counts per line; several other tracks are put below frames of their names.
 *
 * The format has no way to quote: `;` in a name becomes `:`, and what would end a line becomes a space.
 */
export function writeFolded(profile: Profile): string {
  const base = profile.tracks.filter(({ name }) => name === BASE_TRACK);
  const head = profile.tracks.filter(({ name }) => name === HEAD_TRACK);
  if (base.length === 0 || head.length === 0) {
    const joined = joinTracks(profile);
    const [track] = joined.tracks;
    if (track === undefined) throw new ProfileUnwritableError("folded", "it has no tracks");
    return toLines(joined.frames, track.tree, [track.tree.selfWeights]);
  }
  const union = createCallTree();
  const baseNodes = base.map(({ tree }) => graft(tree, union, { parent: 0, frames: null }));
  const headNodes = head.map(({ tree }) => graft(tree, union, { parent: 0, frames: null }));
  const tree = union.build();
  const sumOf = (tracks: typeof base, nodes: readonly Uint32Array[]): Float64Array => {
    const sums = new Float64Array(tree.count);
    for (const [index, track] of tracks.entries()) {
      for (const [node, target] of nodes[index]!.entries()) {
        sums[target]! += track.tree.selfWeights[node]!;
      }
    }
    return sums;
  };
  return toLines(profile.frames, tree, [sumOf(base, baseNodes), sumOf(head, headNodes)]);
}

function toLines(
  frames: FrameTable,
  { count, parents, frames: nodeFrames }: CallTree,
  columns: readonly Float64Array[],
): string {
  const labels = Array.from({ length: frames.count }, (_, frame) =>
    quote(toFrameLabel(frameAt(frames, frame))),
  );
  const paths = Array.from<string>({ length: count });
  const lines: string[] = [];
  for (let node = 0; node < count; node++) {
    const label = labels[nodeFrames[node]!]!;
    const parent = parents[node]!;
    // Time of the root itself needs a name, since a line needs a stack.
    paths[node] = parent <= 0 ? label : `${paths[parent]!};${label}`;
    const counts = columns.map((column) => column[node]!);
    if (counts.every((weight) => weight === 0)) continue;
    if (counts.some((weight) => weight < 0)) {
      throw new ProfileUnwritableError("folded", "a weight is negative, and readers expect counts");
    }
    lines.push(`${paths[node]!} ${counts.join(" ")}\n`);
  }
  return lines.join("");
}

// oxlint-disable-next-line no-control-regex -- names may hold any character, these among them
const LINE_BREAKERS = /[\u0000-\u001f\u0085\u2028\u2029]+/g;

/** A number at the end of a name would be read as a count. */
const quote = (label: string): string =>
  label
    .replace(LINE_BREAKERS, " ")
    .replaceAll(";", ":")
    .trim()
    .replace(/\s+(?=\d+(?:\.\d*)?$)/, "_") || "(anonymous)";

import fc from "fast-check";
import { expect, test } from "vitest";

import { createFrameTable } from "./frame-table.ts";
import { cutTrack } from "./cut-track.ts";
import { weightOfTrack } from "./profile.ts";
import type { Track } from "./profile.ts";
import { createTrackBuilder, NO_HEAD } from "./track-builder.ts";

function trackOf(weights: readonly number[], startNs: number): Track {
  const frames = createFrameTable();
  const builder = createTrackBuilder(true);
  for (const [index, weight] of weights.entries()) {
    builder.add(builder.nodeOf([frames.intern({ name: `f${index % 3}` })]), weight);
  }
  const endNs = weights.reduce((sum, weight) => sum + weight, startNs);
  return builder.build({ ...NO_HEAD, unit: "ns", startNs, endNs });
}

const countOf = ({ tree }: Track): number => tree.selfCounts.reduce((a, b) => a + b);

test("samples across an edge keep the part inside", () => {
  const cut = cutTrack(trackOf([10, 20, 30], 100), 105, 140);
  // f0 lasts 100-110, f1 110-130, f2 130-160.
  expect([...cut.tree.selfWeights]).toEqual([0, 5, 20, 10]);
  expect([...cut.samples!.weights]).toEqual([5, 20, 10]);
  expect(cut).toMatchObject({ startNs: 105, endNs: 140, samples: { startNs: 105 } });
});

test("the parts of a track sum to it, in weight and in count, wherever it is cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 30 }),
      fc.nat({ max: 1500 }),
      (weights, cutNs) => {
        const track = trackOf(weights, 100);
        const parts = [cutTrack(track, 0, cutNs), cutTrack(track, cutNs, Number.MAX_SAFE_INTEGER)];
        const sum = parts.reduce((total, part) => total + weightOfTrack(part), 0);
        expect(sum).toBe(weightOfTrack(track));
        expect(countOf(parts[0]!) + countOf(parts[1]!)).toBe(weights.length);
      },
    ),
  );
});

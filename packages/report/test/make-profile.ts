import { createCallTree, createFrameTable, NO_LABELS, NO_META } from "@paceline/profile";
import type { Frame, Profile, Track, TrackLabels } from "@paceline/profile";

/** Stacks from the outermost caller to the function on top, each with its weight; of one sample each. */
export type Stacks = readonly (readonly [stack: readonly (string | Frame)[], weight: number])[];

interface TrackFacts {
  readonly stacks: Stacks;
  readonly labels?: Partial<TrackLabels>;
}

/** A profile of one track whose samples come in the order of the stacks. */
export const makeProfile = (stacks: Stacks): Profile => makeTracks([{ stacks }]);

export function makeTracks(tracks: readonly TrackFacts[]): Profile {
  const frames = createFrameTable();
  const made = tracks.map(({ stacks, labels }): Track => {
    const builder = createCallTree();
    const nodes = stacks.map(([stack, weight]) => {
      let node = 0;
      for (const frame of stack)
        node = builder.child(
          node,
          frames.intern(typeof frame === "string" ? { name: frame } : frame),
        );
      builder.add(node, weight, 1);
      return node;
    });
    const weights = Float64Array.from(stacks, ([, weight]) => weight);
    return {
      name: "",
      labels: { ...NO_LABELS, ...labels },
      mode: "cpu",
      sampleType: "cpu",
      unit: "ns",
      period: null,
      startNs: 0,
      endNs: weights.reduce((sum, weight) => sum + weight, 0),
      tree: builder.build(),
      samples: { count: stacks.length, startNs: 0, nodes: Uint32Array.from(nodes), weights },
      lineTicks: null,
    };
  });
  return { frames: frames.build(), tracks: made, meta: NO_META, warnings: [] };
}

/** Names that would break out of whatever they are written into, were they not escaped. */
export const HOSTILE_NAMES = [
  "</script><script>document.title='broken'</script>",
  "]]><script>document.title='broken'</script>",
  "<img src=x onerror=\"document.title='broken'\">",
  "\"quotes' & &amp; <!--",
  "emoji 🧨 and \ud83d half of one",
  "line\nbreak\r and \u0000 zero",
  "מימין לשמאל \u202e reversed",
  `long ${"x".repeat(300)}`,
] as const;

import { createCallTree } from "../model/call-tree.ts";
import { createFrameTable } from "../model/frame-table.ts";
import { NO_META } from "../model/profile.ts";
import type { Profile } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { NO_HEAD } from "../model/track-builder.ts";
import { listCpuprofileNodes } from "./cpuprofile-nodes.ts";
import { isRecord, listAt, recordAt } from "./json-value.ts";
import { placeNodes } from "./place-nodes.ts";

const FORMAT = ".heapprofile";

/**
 * Reads what V8's sampling heap profiler writes: bytes that were allocated and still live, already scaled
 * up from the sampled ones. The list of samples only counts: V8 scales and rounds each of them alone, so
 * that their sum is not that of the nodes.
 */
export function readHeapprofile(json: unknown): Profile {
  const file = recordAt(json, { format: FORMAT, path: "the file" });
  const frames = createFrameTable();
  const warnings: ProfileWarning[] = [];
  const nodes = listCpuprofileNodes(file, frames, FORMAT);
  const builder = createCallTree();
  const placed = placeNodes(nodes, builder, warnings);
  const placeOf = (id: unknown): number | undefined => {
    const index = nodes.indexOfId(id);
    return index === undefined ? undefined : placed[index];
  };
  for (let index = 0; index < placed.length; index++) {
    builder.add(placed[index]!, nodes.selfSizes[index]!, 0);
  }
  for (const sample of listAt(file["samples"] ?? [], { format: FORMAT, path: "samples" })) {
    const node = isRecord(sample) ? placeOf(sample["nodeId"]) : undefined;
    if (node !== undefined) builder.add(node, 0, 1);
  }
  const tree = builder.build();
  if (tree.selfWeights.every((weight) => weight === 0)) warnings.push({ code: "no-samples" });
  const track = {
    ...NO_HEAD,
    mode: "heap",
    sampleType: "inuse_space",
    unit: "bytes",
    tree,
    samples: null,
    lineTicks: null,
  } as const;
  return {
    frames: frames.build(),
    tracks: [track],
    meta: { ...NO_META, format: "heapprofile" },
    warnings,
  };
}

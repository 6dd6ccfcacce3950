import type { Profile, Track } from "../model/profile.ts";
import { trackTitle } from "../model/track-title.ts";
import { callFrameOf, timesOf } from "./cpuprofile-parts.ts";
import type { SampleTimes } from "./cpuprofile-parts.ts";
import { notesOf } from "./profile-notes.ts";
import { timedSamples } from "./timed-samples.ts";

const FORMAT = "Chrome trace";
const CATEGORY = "disabled-by-default-v8.cpu_profiler";

/** Chrome itself writes chunks of about a hundred; readers cope with any, and large ones are compact. */
const CHUNK_SAMPLE_COUNT = 10_000;

interface Lane {
  readonly pid: number;
  readonly tid: number;
  readonly id: string;
}

/** Writes all tracks into one trace, one lane per thread: the only form in which Chrome opens several. */
export function writeChromeTrace(profile: Profile): string {
  const lanes = assignLanes(profile.tracks);
  const traceEvents = profile.tracks.flatMap((track, index) => {
    const lane = lanes[index]!;
    return [
      metadata(lane, "thread_name", trackTitle(track, index)),
      ...profileEvents(profile, track, lane),
    ];
  });
  return JSON.stringify({ traceEvents, paceline: notesOf(profile) });
}

const metadata = ({ pid, tid }: Lane, name: string, value: string): object => ({
  name,
  ph: "M",
  cat: "__metadata",
  pid,
  tid,
  ts: 0,
  args: { name: value },
});

function profileEvents(profile: Profile, track: Track, lane: Lane): readonly object[] {
  const timed = timedSamples(track, FORMAT);
  const times = timesOf(track, timed);
  const event = (name: string, data: object): object => ({
    name,
    ph: "P",
    cat: CATEGORY,
    ...lane,
    ts: times.startUs,
    args: { data },
  });
  const { tree } = track;
  const nodes = Array.from({ length: tree.count }, (_, node) => ({
    id: node + 1,
    ...(node === 0 ? {} : { parent: tree.parents[node]! + 1 }),
    callFrame: callFrameOf(profile.frames, tree.frames[node]!),
  }));
  return [
    event("Profile", { startTime: times.startUs }),
    ...chunksOf(times).map((chunk, index) =>
      event("ProfileChunk", {
        cpuProfile: { ...(index === 0 ? { nodes } : {}), samples: chunk.samples },
        timeDeltas: chunk.timeDeltas,
        ...(chunk.isLast ? { endTime: times.endUs } : {}),
      }),
    ),
  ];
}

interface Chunk {
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
  readonly isLast: boolean;
}

function chunksOf({ samples, timeDeltas }: SampleTimes): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < samples.length; start += CHUNK_SAMPLE_COUNT) {
    const end = start + CHUNK_SAMPLE_COUNT;
    chunks.push({
      samples: samples.slice(start, end),
      timeDeltas: timeDeltas.slice(start, end),
      isLast: end >= samples.length,
    });
  }
  return chunks;
}

/** Ids of processes and threads where the labels are numbers; else made up, so that no two are alike. */
function assignLanes(tracks: readonly Track[]): readonly Lane[] {
  const taken = new Set<string>();
  const pids = new Map<string | null, number>();
  return tracks.map(({ labels }, index) => {
    const pid = numberFrom(labels.process) ?? pids.get(labels.process) ?? pids.size + 1;
    pids.set(labels.process, pid);
    let tid = numberFrom(labels.worker) ?? index + 1;
    while (taken.has(`${pid}:${tid}`)) tid++;
    taken.add(`${pid}:${tid}`);
    return { pid, tid, id: `0x${(index + 1).toString(16)}` };
  });
}

const numberFrom = (label: string | null): number | undefined =>
  label !== null && /^\d{1,9}$/.test(label) ? Number(label) : undefined;

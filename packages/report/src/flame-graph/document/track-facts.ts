import type { Track } from "@paceline/profile";

import { safeLine } from "../../words/safe-text.ts";
import type { TrackFacts } from "../view/flame-document.ts";

const safe = (text: string | null): string | null => (text === null ? null : safeLine(text));

/** What a page says of a track: its labels, and a name that is never empty. */
export function factsOfTrack(track: Track, index: number, runCount: number): TrackFacts {
  const labels = {
    process: safe(track.labels.process),
    worker: safe(track.labels.worker),
    agent: safe(track.labels.agent),
    phase: safe(track.labels.phase),
  };
  const described = [
    labels.process === null ? "" : `process ${labels.process}`,
    labels.worker === null ? "" : `worker ${labels.worker}`,
    labels.agent === null ? "" : `agent ${labels.agent}`,
    labels.phase ?? "",
  ].filter((part) => part !== "");
  const name = [safeLine(track.name), described.join(", ")].find((text) => text !== "");
  return { ...labels, name: name ?? `track ${index + 1}`, runCount };
}

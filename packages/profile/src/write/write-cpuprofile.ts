import { joinTracks } from "../merge/merge-tracks.ts";
import type { Profile } from "../model/profile.ts";
import { nodesOf, timesOf } from "./cpuprofile-parts.ts";
import { notesOf } from "./profile-notes.ts";
import { ProfileUnwritableError } from "./profile-unwritable-error.ts";
import { timedSamples } from "./timed-samples.ts";

const FORMAT = ".cpuprofile";

/**
 * Writes what Chrome, Visual Studio Code and V8's other tools open. The format holds one thread: several
 * tracks follow one another, each below a frame of its name.
 */
export function writeCpuprofile(profile: Profile): string {
  const joined = joinTracks(profile);
  const [track] = joined.tracks;
  if (track === undefined) throw new ProfileUnwritableError(FORMAT, "it has no tracks");
  const timed = timedSamples(track, FORMAT);
  const { samples, timeDeltas, startUs, endUs } = timesOf(track, timed);
  const nodes = nodesOf(track, timed, joined.frames);
  return JSON.stringify({
    nodes,
    startTime: startUs,
    endTime: endUs,
    samples,
    timeDeltas,
    paceline: notesOf(joined),
  });
}

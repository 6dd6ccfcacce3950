import type { Profile } from "../model/profile.ts";

/** What the formats have no place for, as a record beside what they have: see `restoreNotes`. */
export function notesOf({ meta, tracks }: Profile): object {
  return {
    meta,
    tracks: tracks.map(({ name, labels, mode, sampleType, period }) => ({
      name,
      labels,
      mode,
      sampleType,
      period,
    })),
  };
}

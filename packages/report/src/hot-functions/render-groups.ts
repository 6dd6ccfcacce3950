import { categoryAt } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";

import { formatTime } from "../quantity/format-time.ts";
import { quantityText } from "../quantity/quantity.ts";
import { formatCount } from "../quantity/significant-digits.ts";
import { padEnd, padStart, truncateMiddle } from "../words/display-width.ts";
import { safeLine } from "../words/safe-text.ts";
import { BAR_WIDTH, barOf, shareOf } from "./share-cell.ts";
import { timeTracks } from "./hot-rows.ts";
import type { HotTableOptions } from "./render-hot-functions.ts";

/** Time of one thread, or of one kind of agent on all threads. */
export interface TimeGroup {
  readonly name: string;
  readonly busyNs: number;
  readonly idleNs: number;
  /** Busy ones. */
  readonly sampleCount: number;
}

/** Sums tracks by a name, the busiest first. */
export function groupTime(
  profile: Profile,
  nameOf: (track: Track) => string,
): readonly TimeGroup[] {
  const groups = new Map<string, { busyNs: number; idleNs: number; sampleCount: number }>();
  for (const track of timeTracks(profile)) {
    const name = nameOf(track);
    const group = groups.get(name) ?? { busyNs: 0, idleNs: 0, sampleCount: 0 };
    groups.set(name, group);
    const { frames, selfWeights, selfCounts } = track.tree;
    frames.forEach((frame, node) => {
      if (categoryAt(profile.frames, frame) === "idle") group.idleNs += selfWeights[node]!;
      else {
        group.busyNs += selfWeights[node]!;
        group.sampleCount += selfCounts[node]!;
      }
    });
  }
  return Array.from(groups, ([name, group]) => ({ name, ...group })).sort(
    (a, b) => b.busyNs - a.busyNs || (a.name < b.name ? -1 : 1),
  );
}

const HEAD = `${padStart("busy", 9)}${padStart("share", 9)}  ${" ".repeat(BAR_WIDTH)}${padStart("idle", 9)}${padStart("samples", 9)}  `;

/** @param heading - of the last column: "thread", "agent". */
export function renderGroups(
  groups: readonly TimeGroup[],
  heading: string,
  { width, paint, rowCountMax }: HotTableOptions,
): readonly string[] {
  const busyNs = groups.reduce((sum, group) => sum + group.busyNs, 0);
  const room = Math.max(12, width - HEAD.length);
  const more = groups.length - rowCountMax;
  return [
    paint.quiet(HEAD + heading),
    ...groups
      .slice(0, rowCountMax)
      .map((group) =>
        [
          padStart(timeText(group.busyNs), 9),
          padStart(shareOf(group.busyNs, busyNs, group.sampleCount), 9),
          "  ",
          padEnd(busyNs > 0 ? barOf(group.busyNs / busyNs) : "", 8),
          padStart(timeText(group.idleNs), 10),
          padStart(formatCount(group.sampleCount), 9),
          "  ",
          truncateMiddle(safeLine(group.name), room),
        ].join(""),
      ),
    ...(more > 0 ? [paint.quiet(`${" ".repeat(HEAD.length)}${more} more`)] : []),
  ];
}

const timeText = (ns: number): string => quantityText(formatTime(ns));

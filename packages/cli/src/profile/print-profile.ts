import { resolveMarks, splitByAgent } from "@paceline/harness/profiling";
import type { Recordings } from "@paceline/harness/profiling";
import { joinTracks } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";
import {
  createPaint,
  formatElapsed,
  groupTime,
  hotFunctions,
  renderGroups,
  renderHotFunctions,
  safeLine,
} from "@paceline/report";
import type { HotFunctions } from "@paceline/report";

import type { CommandIo } from "../terminal/command-io.ts";
import type { ProfileRequest } from "./profile-request.ts";
import { writeOutput } from "./write-output.ts";

/** What was recorded, and how to speak of it. */
export interface ShownProfile extends Pick<Recordings, "lost"> {
  /** Marks still in it. */
  readonly profile: Profile;
  readonly title: string;
  /** Further facts, one a line. */
  readonly facts: readonly string[];
}

const NO_AGENT = "(no agent's turn)";
const agentOf = ({ labels }: Track): string => labels.agent ?? NO_AGENT;
const workerOf = ({ name, labels }: Track): string => `${name} · ${labels.process}`;

/** Prints what a profile says in the form asked for, and writes the file. @returns whether it says anything. */
export async function printProfile(
  shown: ShownProfile,
  request: ProfileRequest,
  io: CommandIo,
): Promise<boolean> {
  const { by, output } = request;
  const profile = by === "agent" ? splitByAgent(shown.profile) : resolveMarks(shown.profile);
  const hot = hotFunctions(profile);
  if (hot.sampleCount + hot.idleNs === 0) return false;
  const lines = [...headLines(shown, hot, io), "", ...tables(profile, hot, request, io), ""];
  io.out.write(lines.join("\n"));
  if (output === null) return true;
  const joined =
    by === "function" ? profile : joinTracks(profile, by === "agent" ? agentOf : workerOf);
  const group = by === "function" ? "none" : by;
  await writeOutput(output, profile, { title: shown.title, group, joined });
  io.out.write(`\nwritten to ${safeLine(output.file)}\n`);
  return true;
}

function headLines(
  { title, facts, profile, lost }: ShownProfile,
  { busyNs, idleNs, sampleCount }: HotFunctions,
  io: CommandIo,
): readonly string[] {
  const paint = createPaint(io.out.isColored);
  const processCount = new Set(profile.tracks.map(({ labels }) => labels.process)).size;
  const busy = `busy ${formatElapsed(busyNs)}, idle ${formatElapsed(idleNs)}, ${plural(sampleCount, "sample")}`;
  const where = `${plural(profile.tracks.length, "thread")} in ${plural(processCount, "process", "es")}`;
  return [
    paint.heading(safeLine(title)),
    ...facts.map(safeLine),
    `${busy} of ${where}`,
    ...lost.map(({ processId, threadId, scriptFile }) =>
      paint.doubtful(
        `thread ${threadId} of process ${processId} (${safeLine(scriptFile || "node")}) was killed before it ` +
          "could write its profile, and is missing here",
      ),
    ),
  ];
}

function tables(
  profile: Profile,
  hot: HotFunctions,
  { by, rowCountMax }: ProfileRequest,
  io: CommandIo,
): readonly string[] {
  const options = { width: io.out.width, paint: createPaint(io.out.isColored), rowCountMax };
  if (by === "function") return renderHotFunctions(hot, options);
  const groups = groupTime(profile, by === "agent" ? agentOf : workerOf);
  const isWithoutAgents = by === "agent" && groups.every(({ name }) => name === NO_AGENT);
  return [
    ...renderGroups(groups, by === "agent" ? "agent" : "thread", options),
    ...(isWithoutAgents
      ? [
          "",
          "no agent had its turn: kinds of agents are told apart on the backends of @paceline/agents",
        ]
      : []),
  ];
}

const plural = (count: number, noun: string, ending = "s"): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : ending}`;

import { createCallTree, createFrameTable, frameAt } from "@paceline/profile";
import type { CallTree, CallTreeBuilder, FrameTable, Profile, Track } from "@paceline/profile";

import { markedAgent, SLEEP_MARK } from "../record/marked-call.ts";

/**
 * The profile without the marks that the recorder put into its stacks: time slept is idle, and calls of
 * agents are as the program made them.
 */
export function resolveMarks(profile: Profile): Profile {
  return resolve(profile, (track, marks) => {
    const nodes = moveNodes(track.tree, marks, () => "");
    const { tree, moved } = nodes.get("")!;
    return [
      {
        ...track,
        tree,
        samples: track.samples && {
          ...track.samples,
          nodes: track.samples.nodes.map((node) => moved[node]!),
        },
        lineTicks: null,
      },
    ];
  });
}

/**
 * The profile with one track for each kind of agent of each thread, labelled with it, and one for what is
 * no agent's. A track of one agent has gaps in time, so it keeps sums only.
 */
export function splitByAgent(profile: Profile): Profile {
  return resolve(profile, (track, marks) => {
    const agents = agentsOfNodes(track.tree, marks);
    const nodes = moveNodes(track.tree, marks, (node) => agents[node]!);
    return Array.from(nodes, ([agent, { tree }]) => ({
      ...track,
      labels: { ...track.labels, agent: agent === "" ? null : agent },
      tree,
      samples: null,
      lineTicks: null,
    }));
  });
}

interface Marks {
  /** By frame: the kind of agent whose turn it marks; undefined for what marks none. */
  readonly agents: readonly (string | undefined)[];
  /** By frame: whether it marks sleep. */
  readonly isSleep: readonly boolean[];
  readonly idleFrame: number;
}

function resolve(
  profile: Profile,
  resolveTrack: (track: Track, marks: Marks) => readonly Track[],
): Profile {
  const table = createFrameTable();
  for (let frame = 0; frame < profile.frames.count; frame++) {
    table.intern(frameAt(profile.frames, frame));
  }
  const idleFrame = table.intern({ name: "(idle)" });
  const names = namesOf(profile.frames);
  const marks = {
    agents: names.map(markedAgent),
    isSleep: names.map((name) => name === SLEEP_MARK),
    idleFrame,
  };
  const tracks = profile.tracks.flatMap((track) => resolveTrack(track, marks));
  return { ...profile, frames: table.build(), tracks };
}

const namesOf = ({ names, strings }: FrameTable): readonly string[] =>
  Array.from(names, (name) => strings[name]!);

/** The agent whose turn each node is in; empty where it is nobody's. */
function agentsOfNodes(
  { count, frames, parents }: CallTree,
  { agents: marked }: Marks,
): readonly string[] {
  const agents: string[] = [""];
  for (let node = 1; node < count; node++)
    agents.push(marked[frames[node]!] ?? agents[parents[node]!]!);
  return agents;
}

interface MovedNodes {
  readonly tree: CallTree;
  /** New node of each old one. */
  readonly moved: Int32Array;
}

/** Builds one tree per group of nodes, without marks. A group's nodes bring their callers along. */
function moveNodes(
  tree: CallTree,
  { agents, isSleep, idleFrame }: Marks,
  groupOf: (node: number) => string,
): ReadonlyMap<string, MovedNodes> {
  const groups = new Map<string, { builder: CallTreeBuilder; moved: Int32Array }>();
  for (let node = 0; node < tree.count; node++) {
    const name = groupOf(node);
    let group = groups.get(name);
    if (group === undefined) {
      group = { builder: createCallTree(), moved: new Int32Array(tree.count).fill(-1) };
      group.moved[0] = 0;
      groups.set(name, group);
    }
    const { builder, moved } = group;
    // Callers may be of another group, so they need not have been moved yet.
    const pending: number[] = [];
    for (let at = node; moved[at] === -1; at = tree.parents[at]!) pending.push(at);
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const frame = tree.frames[at]!;
      const caller = moved[tree.parents[at]!]!;
      if (isSleep[frame] === true) moved[at] = builder.child(0, idleFrame);
      else moved[at] = agents[frame] === undefined ? builder.child(caller, frame) : caller;
    }
    builder.add(moved[node]!, tree.selfWeights[node]!, tree.selfCounts[node]!);
  }
  return new Map(
    Array.from(groups, ([name, { builder, moved }]) => [name, { tree: builder.build(), moved }]),
  );
}

/**
 * Coordination: in every step each agent proposes a task to its neighbours; they vote by how much they have
 * done; the one with the least gets the task and does it, which takes inference. Nothing is inferred
 * that was not handed over by message, so messages that are lost are work that is not done.
 */
import { defineAgent } from "@paceline/agents";
import type { AgentId, Message, Outbox } from "@paceline/agents";

import { Walker } from "./walker.ts";
import type { Depth } from "./walker.ts";

/** Neighbours that are asked, where there are so many. */
const VOTER_COUNT_MAX = 3;

export interface CoordinationOptions {
  readonly seed: number;
  readonly depth: Depth;
  /** Ids are 0 to this minus 1. */
  readonly agentCount: number;
}

interface Member {
  readonly index: number;
  readonly agentCount: number;
  readonly walker: Walker;
  doneCount: number;
  voteCount: number;
  bestVoter: AgentId;
  bestDoneCount: number;
}

/** Messages that one step of one agent causes: proposals, votes, and one task. */
export const messageCountPerStep = (agentCount: number): number =>
  agentCount === 1 ? 0 : 2 * voterCountOf(agentCount) + 1;

const voterCountOf = (agentCount: number): number => Math.min(VOTER_COUNT_MAX, agentCount - 1);

/** Answers with the tasks it has done and its evidence. */
export const coordination = defineAgent({
  module: import.meta.url,
  kind: "coordination",
  create: (id, { seed, depth, agentCount }: CoordinationOptions): Member => ({
    index: Number(id),
    agentCount,
    walker: new Walker(id, seed, depth),
    doneCount: 0,
    voteCount: 0,
    bestVoter: id,
    bestDoneCount: Infinity,
  }),
  onObservation(member, stepIndex: number, outbox) {
    // Read before the messages of this step, which are delivered after all agents have stepped.
    const report = [member.doneCount, member.walker.beliefMovement];
    propose(member, stepIndex, outbox);
    return report;
  },
  onMessage(member, message, outbox) {
    if (message.topic === "proposal")
      outbox.send(message.from, "vote", [taskOf(message), member.doneCount]);
    else if (message.topic === "vote") countVote(member, message, outbox);
    else work(member, outbox);
  },
});

function propose(member: Member, task: number, outbox: Outbox): void {
  const { index, agentCount } = member;
  if (agentCount === 1) {
    work(member, outbox);
    return;
  }
  member.voteCount = 0;
  member.bestDoneCount = Infinity;
  for (let distance = 1; distance <= voterCountOf(agentCount); distance++) {
    outbox.send((index + distance) % agentCount, "proposal", [task]);
  }
}

function countVote(member: Member, { from, content }: Message, outbox: Outbox): void {
  const [task = 0, doneCount = 0] = Array.isArray(content) ? content : [];
  member.voteCount++;
  // The first of equals: messages of a pair keep their order, and pairs are ordered by sender.
  if (Number(doneCount) < member.bestDoneCount) {
    member.bestDoneCount = Number(doneCount);
    member.bestVoter = from;
  }
  if (member.voteCount === voterCountOf(member.agentCount))
    outbox.send(member.bestVoter, "task", [task]);
}

function work(member: Member, outbox: Outbox): void {
  member.walker.step(outbox);
  member.doneCount++;
}

const taskOf = ({ content }: Message): number => (Array.isArray(content) ? Number(content[0]) : 0);

export const optionsFor = (
  agentIndex: number,
  { seed, depth, agentCount }: CoordinationOptions,
): CoordinationOptions => ({ seed: seed + agentIndex, depth, agentCount });

/** Grows with every belief that was inferred for a task. */
export const evidenceOf = ([, beliefMovement]: readonly [number, number]): number => beliefMovement;

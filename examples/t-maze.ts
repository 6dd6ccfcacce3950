/**
 * A T-maze agent from nothing: a reward is in one of two arms, a cue elsewhere tells in which. The agent
 * goes to look at the cue first, because it is worth knowing, and then to the right arm.
 *
 *     node --conditions=@paceline/source examples/t-maze.ts
 */
import { compileModel, compileProgram, createInferenceAgent } from "@paceline/inference";
import type { ModelDefinition } from "@paceline/inference";

const PLACES = ["centre", "right arm", "left arm", "cue"];
const SIDES = ["right", "left"];

/** p(no reward, win, loss) at a place, when the reward is on a side. */
function rewardAt(place: string, side: string): readonly number[] {
  if (!place.endsWith("arm")) return [1, 0, 0];
  return place.startsWith(side) ? [0, 0.98, 0.02] : [0, 0.02, 0.98];
}

/** p(the cue says right, left). Only where the cue is does it say anything. */
function cueAt(place: string, side: string): readonly number[] {
  if (place !== "cue") return [0.5, 0.5];
  return side === "right" ? [1, 0] : [0, 1];
}

/** `[outcome][place][side]`, as the likelihood of a modality over two factors. */
const tabulate = (
  outcomeCount: number,
  probabilitiesAt: (place: string, side: string) => readonly number[],
): number[][][] =>
  Array.from({ length: outcomeCount }, (_, outcome) =>
    PLACES.map((place) => SIDES.map((side) => probabilitiesAt(place, side)[outcome]!)),
  );

const definition: ModelDefinition = {
  name: "T-maze",
  states: [
    { name: "place", levels: PLACES },
    { name: "reward side", levels: SIDES },
  ],
  observations: [
    { name: "place", levels: PLACES },
    { name: "reward", levels: ["none", "win", "loss"] },
    { name: "cue", levels: SIDES },
  ],
  controls: [
    { name: "go to", levels: PLACES },
    { name: "reward side", levels: ["as it is"] },
  ],
  // A: what is seen, given where the agent and the reward are.
  likelihood: [
    tabulate(4, (place) => PLACES.map((seen) => Number(seen === place))),
    tabulate(3, rewardAt),
    tabulate(2, cueAt),
  ],
  // B, [next][previous][action]: going to a place leads there; the reward stays where it is.
  transition: [
    PLACES.map((next) => PLACES.map(() => PLACES.map((goal) => Number(next === goal)))),
    SIDES.map((next) => SIDES.map((side) => [Number(next === side)])),
  ],
  // C: a win is good, a loss is bad, everything else is the same to the agent.
  preference: [
    [0, 0, 0, 0],
    [0, 3, -3],
    [0, 0],
  ],
  // D: it starts in the centre and has no idea where the reward is.
  prior: [
    [1, 0, 0, 0],
    [0.5, 0.5],
  ],
};

/** What an agent at a place observes when the reward is on the left. A win is certain there, for once. */
function observe(place: number): readonly number[] {
  const name = PLACES[place]!;
  const reward = name === "left arm" ? 1 : name === "right arm" ? 2 : 0;
  return [place, reward, name === "cue" ? 1 : 0];
}

export function main(): string {
  const program = compileProgram(compileModel(definition), { policyLength: 2 });
  const agent = createInferenceAgent(program);
  const lines: string[] = [];
  let place = 0;
  for (let step = 0; step < 3; step++) {
    const [action] = agent.step(observe(place));
    const [, left] = agent.belief(1);
    lines.push(
      `at the ${PLACES[place]}: reward on the left with p = ${left!.toFixed(2)}, goes to the ${PLACES[action!]}`,
    );
    place = action!;
  }
  return lines.join("\n");
}

if (import.meta.main) console.log(main());

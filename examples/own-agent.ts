/**
 * An agent that is not ours, on the event loop, on threads and in processes, with nothing changed in it.
 * It guesses numbers by halving, and tells its neighbour what it found.
 *
 *     node --conditions=@paceline/source examples/own-agent.ts
 *     npx paceline concurrency --agent examples/own-agent.ts
 */
import {
  createEventLoopBackend,
  createProcessesBackend,
  createThreadsBackend,
  defineAgent,
} from "@paceline/agents";
import type { Backend } from "@paceline/agents";

const NUMBER_COUNT = 1_000_000;
const AGENT_COUNT = 4;

interface GuesserOptions {
  readonly agentCount: number;
}

/** Workers load it from this very file, which is why it says where it is. */
export const guesser = defineAgent({
  module: import.meta.url,
  kind: "guesser",
  create: (id, { agentCount }: GuesserOptions) => ({
    neighbour: (Number(id) + 1) % agentCount,
    guessCount: 0,
    heardCount: 0,
  }),
  onObservation(state, secret: number, outbox) {
    let low = 0;
    let high = NUMBER_COUNT;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      state.guessCount++;
      if (secret < middle) high = middle;
      else low = middle;
    }
    outbox.send(state.neighbour, "found", low);
    return [low, state.guessCount];
  },
  onMessage(state) {
    state.heardCount++;
  },
});

/** For `paceline concurrency`: what each agent sees, and what proves that it works. */
export const observationFor = (agentIndex: number, stepIndex: number): number =>
  (agentIndex * 7919 + stepIndex * 104_729) % NUMBER_COUNT;

export const evidenceOf = ([, guessCount]: readonly [number, number]): number => guessCount;

export async function main(): Promise<string> {
  const lines: string[] = [];
  for (const create of [createEventLoopBackend, createThreadsBackend, createProcessesBackend]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the output has an order
    await using backend: Backend = await create();
    // oxlint-disable-next-line no-await-in-loop -- as above
    lines.push(`${backend.name}: ${await guessOn(backend)}`);
  }
  return lines.join("\n");
}

async function guessOn(backend: Backend): Promise<string> {
  const options: GuesserOptions = { agentCount: AGENT_COUNT };
  const ids = Array.from({ length: AGENT_COUNT }, (_, id) => id);
  await backend.spawn(ids.map((id) => ({ id, definition: guesser, options })));
  const { outcomes, delivery } = await backend.step(
    ids.map((agentId) => ({ agentId, observation: observationFor(agentId, 1) })),
  );
  const found = outcomes.map((outcome) =>
    outcome.state === "completed" ? JSON.stringify(outcome.action) : outcome.error.message,
  );
  return `${found.join(" ")}, ${delivery.deliveredCount} messages`;
}

if (import.meta.main) console.log(await main());

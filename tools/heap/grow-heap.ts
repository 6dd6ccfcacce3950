/** Builds a heap as agents have them, and writes its snapshot: `grow-heap.ts AGENTS FILE`. */
import { writeHeapSnapshot } from "node:v8";

class Agent {
  readonly id: number;
  readonly name: string;
  readonly beliefs: number[];
  peer: Agent | null = null;

  constructor(id: number) {
    this.id = id;
    this.name = `agent-${id}`;
    this.beliefs = [id, id + 1];
  }
}

const [agentCount = "0", file = ""] = process.argv.slice(2);
const registry = new Map<string, Agent>();
let previous: Agent | null = null;
for (let id = 0; id < Number(agentCount); id += 1) {
  const agent = new Agent(id);
  agent.peer = previous;
  // Every tenth one is a peer of the next ten, so that what dominates what is not plain.
  if (id % 10 === 0) previous = agent;
  registry.set(agent.name, agent);
}
Object.assign(globalThis, { registry });
writeHeapSnapshot(file);

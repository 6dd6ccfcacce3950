import { defineConfig } from "paceline";

export default defineConfig({
  include: ["packages/*/src/**/*.bench.ts"],
  // What `paceline run` measures when it is given no name: the suite that the README's table shows.
  select: [
    "agent-spawning",
    "message-throughput",
    // The rest of it weighs more kinds and plants leaks, which takes another minute.
    "memory-usage/footprint/agent by kind",
    "memory-usage/message-history",
    "memory-usage/agent-cycles/agents on event-loop",
    "database-queries/transactions",
  ],
});

import { defineConfig } from "paceline";

export default defineConfig({
  include: ["packages/*/src/**/*.bench.ts"],
  // What `paceline run` measures when it is given no name: the suite that the README's table shows.
  select: ["agent-spawning", "message-throughput", "memory-usage", "database-queries/transactions"],
});

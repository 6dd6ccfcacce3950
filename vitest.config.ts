import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@paceline/source"] },
  ssr: { resolve: { conditions: ["@paceline/source"] } },
  test: {
    // By default one core of two would idle while processes of the other one wait for each other.
    maxWorkers: "100%",
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Properties draw hundreds of cases, and a machine may be busy: a time limit is no assertion.
          testTimeout: 30_000,
          include: ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: ["tools/documents.test.ts"],
        },
      },
      {
        // Whole-process tests: the real CLI, real forks. Each takes seconds, so each has a minute. They start
        // before the unit tests, which are short and so leave no core idle at the end.
        extends: true,
        test: {
          name: "process",
          include: ["packages/*/test/**/*.test.ts", "tools/documents.test.ts"],
          testTimeout: 60_000,
        },
      },
    ],
  },
});

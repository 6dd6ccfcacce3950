import type { ProjectKind } from "./project-kind.ts";

export interface FirstFile {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

/** The files that `paceline init` writes. They are an example to change, so they say why they are as they are. */
export const firstFiles = ({ extension }: ProjectKind): readonly FirstFile[] => [
  { path: `paceline.config${extension}`, text: configText(extension) },
  { path: `benchmarks/first.bench${extension}`, text: BENCHMARK_TEXT },
];

const configText = (extension: string): string => `import { defineConfig } from "paceline";

export default defineConfig({
  include: ["benchmarks/**/*.bench${extension}"],
});
`;

const BENCHMARK_TEXT = `import { bench, group } from "paceline";

group("first", () => {
  const numbers = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1000);

  bench(
    "sum of 1,000",
    // What the function returns is kept, so that the work cannot be optimised away, and judged: a fast wrong
    // answer is no answer.
    { check: (sum) => sum === 499_500 },
    () => numbers.reduce((sum, number) => sum + number, 0),
  );

  bench(
    "sort of 1,000",
    {
      // Sorting changes its input, so each iteration gets its own, made outside the clock.
      prepare: () => numbers.slice(),
      items: 1000,
      itemsUnit: "numbers",
    },
    (_context, copy) => copy.sort((a, b) => a - b),
  );
});
`;

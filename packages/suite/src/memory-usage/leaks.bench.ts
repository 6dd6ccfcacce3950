/**
 * Are leaks found, and is clean code left alone?
 *
 * Measured: the verdict on eight ways to leak, on the same work done right, and on clean code that grows for a while,
 * once, or up and down. A planted leak that is not found fails, as does clean code that is called a leak.
 *
 * Not measured: how often; `node tools/leak-rates.ts` repeats all of them.
 */
import { bench, group } from "@paceline/harness/bench";

import { DECOYS } from "./leaks/decoys.ts";
import { PLANTS } from "./leaks/plants.ts";

/** As many processes as a verdict needs; of more, each must say the same. */
const FORK_COUNT = 3;

group("memory-usage/leaks", () => {
  for (const { name, leak, clean, ...rest } of PLANTS) {
    const options = { ...rest, forks: FORK_COUNT };
    bench.leak(`${name}, planted`, { ...options, expect: "leak" }, leak);
    bench.leak(`${name}, clean`, options, clean);
  }
  for (const { name, clean, ...rest } of DECOYS)
    bench.leak(name, { ...rest, forks: FORK_COUNT }, clean);
});

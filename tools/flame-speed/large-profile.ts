import { createRandom } from "@paceline/core";
import { createCallTree, createFrameTable, NO_LABELS, NO_META } from "@paceline/profile";
import type { Profile } from "@paceline/profile";

const WORDS =
  "agent belief step score policy plan observe deliver encode decode route match merge split parse render sample".split(
    " ",
  );
const NS_PER_US = 1000;
const SAMPLE_US = 1130;
const FLOOR_DEPTH = 20;

/**
 * A profile of so many samples over so many distinct functions, of a program that calls deeper, returns, and stays, as
 * programs do: the next stack is a few calls away from the one before.
 */
export function largeProfile(sampleCount: number, functionCount: number): Profile {
  const random = createRandom(7);
  const pick = (count: number): number => Math.floor(random.nextRatio() * count);
  const word = (): string => WORDS[pick(WORDS.length)]!;
  const frames = createFrameTable();
  const functions = Array.from({ length: functionCount }, (_, index) =>
    frames.intern({
      name: `${word()}${capital(word())}${index % 977}`,
      file: `file:///app/${index % 3 === 0 ? "node_modules/" : "packages/"}${word()}/src/${word()}-${index % 401}.js`,
      line: 1 + (index % 900),
      column: 1 + (index % 80),
    }),
  );
  const tree = createCallTree();
  const nodes = new Uint32Array(sampleCount);
  const weights = new Float64Array(sampleCount);
  const callees: number[][] = [];
  let seen = 0;
  const stack = [0];
  // Below everything lies what every program has: its start, its loop, its framework.
  for (let depth = 0; depth < FLOOR_DEPTH; depth++)
    stack.push(tree.child(stack.at(-1)!, functions[seen++ % functionCount]!));
  for (let sample = 0; sample < sampleCount; sample++) {
    if (random.nextRatio() < 0.6) {
      stack.length = Math.max(1 + FLOOR_DEPTH, stack.length - pick(4));
      for (let calls = pick(4); calls > 0 && stack.length < 60 + FLOOR_DEPTH; calls--) {
        // New functions come in until all have been seen; else a function calls what it called before.
        const caller = stack.at(-1)!;
        const called = (callees[caller] ??= []);
        const isNew = seen < functionCount && random.nextRatio() < 0.3;
        if (!isNew && called.length === 0) break;
        const callee = isNew
          ? tree.child(caller, functions[seen++]!)
          : called[Math.floor(called.length * random.nextRatio() ** 3)]!;
        if (isNew) called.push(callee);
        stack.push(callee);
      }
    }
    nodes[sample] = stack.at(-1)!;
    weights[sample] =
      NS_PER_US * (SAMPLE_US + pick(40) + (random.nextRatio() < 0.02 ? pick(900) : 0));
    tree.add(nodes[sample]!, weights[sample]!, 1);
  }
  return {
    frames: frames.build(),
    tracks: [
      {
        name: "main",
        labels: NO_LABELS,
        mode: "cpu",
        sampleType: "cpu",
        unit: "ns",
        period: SAMPLE_US * NS_PER_US,
        startNs: 0,
        endNs: weights.reduce((sum, weight) => sum + weight, 0),
        tree: tree.build(),
        samples: { count: sampleCount, startNs: 0, nodes, weights },
        lineTicks: null,
      },
    ],
    meta: NO_META,
    warnings: [],
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

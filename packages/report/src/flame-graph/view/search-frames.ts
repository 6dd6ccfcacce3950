import type { ViewTree } from "./view-tree.ts";

export interface Pattern {
  readonly matches: (text: string) => boolean;
  /** Whether the text was no regular expression and is looked for as it stands. */
  readonly isLiteral: boolean;
}

/** A regular expression, or the text itself, letters large or small. Null for an empty text. */
export function patternOf(text: string): Pattern | null {
  if (text === "") return null;
  try {
    const expression = new RegExp(text, "iu");
    return { matches: (name) => expression.test(name), isLiteral: false };
  } catch {
    const lower = text.toLowerCase();
    return { matches: (name) => name.toLowerCase().includes(lower), isLiteral: true };
  }
}

/**
 * Weight of all stacks that a matching frame is on, each stack counted once however many of its frames match.
 *
 * @param isMatch - by frame.
 */
export function matchedWeight(tree: ViewTree, isMatch: Uint8Array): number {
  const isCovered = new Uint8Array(tree.count);
  let weight = 0;
  for (let node = 0; node < tree.count; node++) {
    const parent = tree.parents[node]!;
    const isBelow = parent !== -1 && isCovered[parent] === 1;
    const isHit = isMatch[tree.frames[node]!] === 1;
    if (isHit && !isBelow) weight += tree.sums.totalWeights[node]!;
    isCovered[node] = isBelow || isHit ? 1 : 0;
  }
  return weight;
}

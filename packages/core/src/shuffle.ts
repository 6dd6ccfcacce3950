import type { Random } from "./random.ts";

/**
 * Puts the items in random order, each order as likely as any other. The items given stay as they are.
 *
 * @see Durstenfeld (1964), "Algorithm 235: Random permutation" (Fisher and Yates in place).
 */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const chosen = random.nextIndex(last + 1);
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen]!, shuffled[last]!];
  }
  return shuffled;
}

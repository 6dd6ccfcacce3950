import { ENGINE_PACKAGE, PROJECT_PACKAGE, RUNTIME_PACKAGE } from "../view/frame-place.ts";
import { HUE_COUNT, NEUTRAL } from "./frame-palette.ts";

/** Packages that every profile has keep their hues, so that pictures can be told side by side. */
const FIXED_HUES: ReadonlyMap<string, number> = new Map([
  [PROJECT_PACKAGE, 0],
  [RUNTIME_PACKAGE, 1],
  [ENGINE_PACKAGE, 2],
]);

/** Garbage collection is work that somebody caused; idle time and V8's own entries are nobody's. */
const CATEGORY_HUES: ReadonlyMap<string, number> = new Map([
  ["gc", 6],
  ["idle", NEUTRAL],
  ["program", NEUTRAL],
  ["root", NEUTRAL],
]);

/**
 * A hue for each package: the well-known ones have their own, the others take turns in the order of their names.
 */
export function packageHues(packageNames: Iterable<string>): ReadonlyMap<string, number> {
  const hues = new Map<string, number>();
  const others = [...new Set(packageNames)].filter((name) => !FIXED_HUES.has(name)).sort();
  for (const [name, hue] of FIXED_HUES) hues.set(name, hue);
  // Engine code is rarely shown beside many packages, so its hue may serve the tail.
  const free = Array.from({ length: HUE_COUNT }, (_, hue) => hue).slice(FIXED_HUES.size);
  for (const [index, name] of others.entries()) hues.set(name, free[index % free.length]!);
  return hues;
}

/** Hue of a frame that is coloured by its package, or by what kind of entry it is. */
export function hueOf(
  frame: { readonly category: string; readonly packageName: string },
  hues: ReadonlyMap<string, number>,
): number {
  return CATEGORY_HUES.get(frame.category) ?? hues.get(frame.packageName) ?? NEUTRAL;
}

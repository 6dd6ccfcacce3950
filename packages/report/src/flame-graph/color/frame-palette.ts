import { oklchToHex } from "./oklch.ts";

/** Light boxes with dark text, or dark ones with light text: both at a contrast of more than 4.5. */
export type Theme = "light" | "dark";

/** Hues that calm side by side; the first is what a profile is mostly of. */
const HUES = [65, 250, 150, 320, 200, 105, 20, 280] as const;

/** Colours of one hue differ a little, so that neighbours can be told apart. */
export const SHADE_COUNT = 4;
export const HUE_COUNT = HUES.length;

/** Boxes of no package, such as idle time. */
export const NEUTRAL = -1;

/** @param hueIndex - 0 to {@link HUE_COUNT} - 1, or {@link NEUTRAL}. */
export function boxColor(theme: Theme, hueIndex: number, shade: number): string {
  const step = shade / (SHADE_COUNT - 1) - 0.5;
  const chroma = hueIndex === NEUTRAL ? 0.006 : theme === "light" ? 0.075 : 0.062;
  const lightness = theme === "light" ? 0.86 + 0.07 * step : 0.4 + 0.08 * step;
  return oklchToHex(lightness, chroma, HUES[hueIndex] ?? 250);
}

/** Equal texts get equal numbers, on every machine. @see Fowler, Noll, Vo: FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

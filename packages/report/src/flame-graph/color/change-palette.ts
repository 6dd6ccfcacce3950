import type { Theme } from "./frame-palette.ts";
import { oklchToHex } from "./oklch.ts";

/** Steps in each direction from "no change". */
export const CHANGE_STEP_COUNT = 8;

/** Blue for less and orange for more: told apart with any kind of colour blindness, and by lightness of chroma in print. */
const LESS_HUE = 250;
const MORE_HUE = 60;

/** @param step - from -{@link CHANGE_STEP_COUNT} for the largest decrease to the same for the largest increase; 0 is grey. */
export function changeColor(theme: Theme, step: number): string {
  const strength = Math.abs(step) / CHANGE_STEP_COUNT;
  const hue = step < 0 ? LESS_HUE : MORE_HUE;
  const chroma = step === 0 ? 0.004 : 0.03 + 0.1 * strength;
  const lightness = theme === "light" ? 0.9 - 0.14 * strength : 0.36 + 0.1 * strength;
  return oklchToHex(lightness, chroma, hue);
}

import { distance } from "fastest-levenshtein";

/** Edits up to which a name is taken for a slip of the fingers, as a share of its length. */
const EDIT_RATIO_MAX = 0.4;

/** The name that a person who typed `typed` most likely meant; null when none is near. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  let nearest: string | null = null;
  let editCountMin = Math.max(1, Math.floor(typed.length * EDIT_RATIO_MAX)) + 1;
  for (const name of names) {
    const editCount = distance(typed.toLowerCase(), name.toLowerCase());
    if (editCount < editCountMin) {
      editCountMin = editCount;
      nearest = name;
    }
  }
  return nearest;
}

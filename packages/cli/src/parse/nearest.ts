import { distance } from "fastest-levenshtein";

/** Edits up to which a word is taken for a slip of the fingers, as a share of its length. */
const EDIT_RATIO_MAX = 0.4;
/** Two letters swapped, the commonest slip, are two edits. */
const SWAP_EDIT_COUNT = 2;
const BEGINNING_LENGTH_MIN = 3;

/** The word that was most likely meant, or undefined when none is near: a wrong guess is worse than none. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  // Of two words equally near the one of the same length is meant: swapped letters are two edits.
  const sizeGap = (word: string): number => Math.abs(word.length - typed.length);
  const editCountMax = Math.max(
    typed.length < BEGINNING_LENGTH_MIN ? 1 : SWAP_EDIT_COUNT,
    Math.floor(typed.length * EDIT_RATIO_MAX),
  );
  const [best] = words
    .map((word) => ({ word, editCount: distance(typed.toLowerCase(), word.toLowerCase()) }))
    .filter(({ editCount }) => editCount <= editCountMax)
    .toSorted((a, b) => a.editCount - b.editCount || sizeGap(a.word) - sizeGap(b.word));
  // Somebody who types a beginning means the word: "--calibration" is far from it in edits.
  const begun =
    typed.length < BEGINNING_LENGTH_MIN ? undefined : words.find((word) => word.startsWith(typed));
  return best?.word ?? begun;
}

/** `, did you mean "--forks"?`, or nothing. */
export function suggestion(typed: string, words: readonly string[]): string {
  const word = nearest(typed, words);
  return word === undefined ? "" : `, did you mean "${word}"?`;
}

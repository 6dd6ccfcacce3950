/** Cuts names to the room they have. Almost all are ASCII in a monospaced font: those are cut by counting. */
export interface BoxText {
  /** As much of the text as fits; empty when that says nothing. */
  fit(text: string, widthPx: number): string;
}

const CHARACTER_COUNT_MIN = 3;
const ELLIPSIS = "…";

/** @param context - with the font that texts will be drawn in. */
export function createBoxText(context: CanvasRenderingContext2D): BoxText {
  const characterPx = context.measureText("0".repeat(50)).width / 50;
  const wideTexts = new Map<string, number>();
  const widthOf = (text: string): number => {
    if (/^[ -~]*$/.test(text)) return text.length * characterPx;
    const known = wideTexts.get(text) ?? context.measureText(text).width;
    wideTexts.set(text, known);
    return known;
  };
  return {
    fit(text, widthPx) {
      const room = Math.floor(widthPx / characterPx);
      if (room < CHARACTER_COUNT_MIN) return "";
      const width = widthOf(text);
      if (width <= widthPx) return text;
      // Whole characters, so that an emoji is not cut in half.
      const characters = Array.from(text.slice(0, 2 * room));
      const share = Math.min(1, (widthPx - characterPx) / width);
      const count = Math.max(1, Math.min(room - 1, Math.floor(Array.from(text).length * share)));
      return `${characters.slice(0, count).join("")}${ELLIPSIS}`;
    },
  };
}

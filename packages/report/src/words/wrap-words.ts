import { displayWidth, truncateMiddle } from "./display-width.ts";

/**
 * Breaks a sentence into lines of at most `width` columns. A word longer than a line is cut in its
 * middle: nothing that is printed may be wider than the terminal. A number keeps its percent sign.
 */
export function wrapWords(text: string, width: number): readonly string[] {
  return wrapParts(text.split(/ (?!%)/), " ", width);
}

/** The same for parts that must stay whole, joined by a separator such as " · ". */
export function wrapParts(
  parts: readonly string[],
  separator: string,
  width: number,
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    const fitting = truncateMiddle(part, width);
    const extended = line === "" ? fitting : line + separator + fitting;
    if (displayWidth(extended) <= width) {
      line = extended;
    } else {
      lines.push(line);
      line = fitting;
    }
  }
  return [...lines, line];
}

/** A paragraph whose first line has a lead and whose others are indented to the same column. */
export function hangingParagraph(lead: string, text: string, width: number): readonly string[] {
  const indent = displayWidth(lead);
  return wrapWords(text, Math.max(1, width - indent)).map((line, index) =>
    index === 0 ? lead + line : " ".repeat(indent) + line,
  );
}

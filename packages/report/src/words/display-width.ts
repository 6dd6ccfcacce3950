import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

const ELLIPSIS = "…";

interface StringWidthModule {
  readonly default: (text: string) => number;
}

/**
 * Text in which every code unit is one column: Latin, and the signs that reports are drawn with. It is nearly
 * all there is, and needs none of the tables below.
 */
const SINGLE_COLUMNS = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff±×µ–−…→─━│✓✗]*$/;

/** Its tables of Unicode take longer to build than a small benchmark to start, so they wait for their use. */
let stringWidth: StringWidthModule["default"] | undefined;

let segmenter: Intl.Segmenter | undefined;

/** Columns that `text` takes in a terminal: two for wide characters, none for combining ones. */
export function displayWidth(text: string): number {
  if (SINGLE_COLUMNS.test(text)) return text.length;
  if (stringWidth === undefined) {
    // Synchronous, unlike import(): a width is asked for in the middle of a line.
    const loaded: StringWidthModule = require("string-width");
    stringWidth = loaded.default;
  }
  return stringWidth(text);
}

/** Columns that a column of a table needs for these texts. */
export const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth));

export const padEnd = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - displayWidth(text)));

export const padStart = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - displayWidth(text))) + text;

/**
 * Cuts in the middle, because both ends of a benchmark's name tell: what it is, and with which
 * parameters. A text that fits stays as it is.
 */
export function truncateMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return "";
  const room = width - displayWidth(ELLIPSIS);
  const characters = graphemesOf(text);
  const head = takeWidth(characters, Math.ceil(room / 2));
  const tail = takeWidth(characters.toReversed(), room - displayWidth(head.join("")));
  return head.join("") + ELLIPSIS + tail.toReversed().join("");
}

/** Cuts at the end: for sentences and paths whose start matters most. */
export function truncateEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return "";
  return takeWidth(graphemesOf(text), width - displayWidth(ELLIPSIS)).join("") + ELLIPSIS;
}

function graphemesOf(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function takeWidth(characters: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += displayWidth(character);
    return used > width;
  });
  return end === -1 ? characters : characters.slice(0, end);
}

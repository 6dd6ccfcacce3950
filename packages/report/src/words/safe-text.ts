/**
 * Control characters, escape sequences, line breaks, and the invisible characters that reorder or hide
 * text. Names, messages and output come from files that paceline did not write: printed as they are,
 * they could recolour the terminal, forge a row, or hide one.
 */
const UNSAFE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** One line, safe to print: what could act on a terminal is shown as an escape such as `\u001b`. */
export const safeLine = (text: string): string => text.replace(UNSAFE, escapeCharacter);

/** Several lines, each of them safe. Colours of a child's output are dropped, not shown as escapes. */
export const safeLines = (text: string): readonly string[] =>
  text
    .replace(ANSI_SEQUENCE, "")
    .split(/\r\n|\r|\n/)
    .map((line) => safeLine(line.replaceAll("\t", "  ")));

// oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
const ANSI_SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

/** Python's names for what JSON has no numbers for. */
const CONSTANTS = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** Stands for such a constant while JSON is parsed; a private-use character that no file should hold. */
const MARK = "\uE000";

/**
 * JSON as Python's `json` writes it, with `NaN`, `Infinity` and `-Infinity` outside of text.
 *
 * @throws {SyntaxError} when it is not even that.
 */
export function parsePythonJson(text: string): unknown {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (!/NaN|Infinity/.test(plain)) return JSON.parse(plain);
  // Texts are matched first and put back, so that only what stands outside of them is replaced.
  const marked = plain.replaceAll(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (token) =>
    token.startsWith('"') ? token : `"${MARK}${token}"`,
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === "string" && value.startsWith(MARK)
      ? (CONSTANTS.get(value.slice(MARK.length)) ?? value)
      : value,
  );
}

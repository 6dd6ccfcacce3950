/**
 * Lines of a text one at a time, so that no list of a million lines is made.
 *
 * @yields a line without its end, LF or CRLF.
 */
export function* linesOf(text: string): Generator<string, undefined> {
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf("\n", start);
    if (end === -1) end = text.length;
    yield text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end);
    start = end + 1;
  }
}

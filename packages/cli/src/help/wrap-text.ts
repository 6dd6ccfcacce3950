/**
 * Breaks ASCII text into lines of at most `width` columns. Help must come up at once, so it does without
 * the width tables that reports need for names in any script.
 */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const extended = line === "" ? word : `${line} ${word}`;
    if (extended.length <= width || line === "") {
      line = extended;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Two columns, `left` once and `right` wrapped beside it, or below it when `left` is too long. */
export function describedLines(
  left: string,
  right: string,
  { leftWidth, width }: { readonly leftWidth: number; readonly width: number },
): readonly string[] {
  const indent = " ".repeat(leftWidth + 4);
  const lines = wrapText(right, Math.max(20, width - indent.length));
  if (left.length > leftWidth) return [`  ${left}`, ...lines.map((line) => indent + line)];
  return lines.map((line, index) =>
    index === 0 ? `  ${left.padEnd(leftWidth)}  ${line}` : indent + line,
  );
}

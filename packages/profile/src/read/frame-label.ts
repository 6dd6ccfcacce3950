import type { Frame } from "../model/frame-table.ts";

/** `name (file:line:column)`, where the file looks like one: it has a slash, or a line follows. */
const LABEL =
  /^(.+?) \(((?:[^()]*[/\\][^()]*?|[^()]+?(?=:\d+\)|:\d+:\d+\))))(?::(\d+))?(?::(\d+))?\)$/;

/** A frame from the one text that a folded stack has for it, as py-spy and our own writer put it. */
export function parseFrameLabel(label: string): Frame {
  const match = LABEL.exec(label);
  if (match === null) return { name: label };
  const [, name, file, line, column] = match;
  return { name: name!, file: file!, line: Number(line ?? 0), column: Number(column ?? 0) };
}

/** The same back. Of a frame without a file only its name. */
export function toFrameLabel({ name, file = "", line = 0, column = 0 }: Frame): string {
  if (file === "") return name;
  const place = line === 0 ? file : `${file}:${line}${column === 0 ? "" : `:${column}`}`;
  return `${name} (${place})`;
}

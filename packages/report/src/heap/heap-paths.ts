import type { ClassPaths, PathGroup, PathStep } from "@paceline/profile";

import { formatCount } from "../quantity/significant-digits.ts";
import { padEnd, truncateEnd, truncateMiddle, widest } from "../words/display-width.ts";
import { markdownFence, markdownText } from "../words/markdown-text.ts";
import type { Paint } from "../words/paint.ts";
import { safeLine } from "../words/safe-text.ts";
import { wrapWords } from "../words/wrap-words.ts";

const INDENT = "  ";
const GAP = "  ";
/** References get half of a line at most: what they lead to matters as much. */
const REFERENCE_SHARE_MAX = 0.5;

/** Why the newest objects of a class are alive, for a terminal. */
export function renderPathsText(paths: ClassPaths, width: number, paint: Paint): readonly string[] {
  return [
    paint.heading(safeLine(headingOf(paths))),
    ...paths.groups.flatMap((group) => [
      ...wrapWords(safeLine(groupText(paths, group)), width - INDENT.length).map(
        (line) => INDENT + line,
      ),
      ...stepLines(group.steps, width - 2 * INDENT.length).map((line) =>
        paint.quiet(INDENT + INDENT + line),
      ),
      "",
    ]),
  ];
}

/** The same for documents. */
export function renderPathsMarkdown(paths: ClassPaths): readonly string[] {
  return [
    `## ${markdownText(headingOf(paths))}`,
    "",
    ...paths.groups.flatMap((group) => [
      markdownText(groupText(paths, group)),
      "",
      ...(group.steps.length === 0 ? [] : [...markdownFence(stepLines(group.steps, 120)), ""]),
    ]),
  ];
}

const headingOf = ({ className, objectCount, examinedCount }: ClassPaths): string =>
  examinedCount === objectCount
    ? `What holds ${className} (${formatCount(objectCount)} objects)`
    : `What holds ${className} (the newest ${formatCount(examinedCount)} of ${formatCount(objectCount)} objects)`;

function groupText({ examinedCount }: ClassPaths, { count, steps }: PathGroup): string {
  const many = `${formatCount(count)} of ${formatCount(examinedCount)}`;
  if (steps.length === 0)
    return `${many}: nothing but weak references; they go with the next collection`;
  return `${many}, the newest of them:`;
}

/** From the root down: how each is named by the one above it, and what it is. */
function stepLines(steps: readonly PathStep[], width: number): readonly string[] {
  const references = steps.map(({ reference }) => safeLine(reference));
  const referenceWidth = Math.min(
    widest(references),
    Math.max(1, Math.floor(width * REFERENCE_SHARE_MAX)),
  );
  return steps.map(({ label, id }, index) => {
    const reference = padEnd(truncateMiddle(references[index]!, referenceWidth), referenceWidth);
    const object = `${safeLine(label)} @${id}`;
    return `${reference}${GAP}${truncateEnd(object, width - referenceWidth - GAP.length)}`.trimEnd();
  });
}

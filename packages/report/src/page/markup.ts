import { xmlText } from "../words/xml-text.ts";

/** Markup that is safe to stand in a page: made by {@link html}, which escapes every text put into it. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | readonly Markup[] | string | number;

/**
 * Template for markup. What is put in is text and gets escaped, unless it is markup itself; so names from a result,
 * a profile or a commit can never become elements, wherever they stand.
 *
 * Attribute values must stand in double quotes. Line breaks and indents of the template itself are for those who read
 * the source: beside a tag they vanish, elsewhere they become one space.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = tightened(strings).map((text, index) =>
    index < parts.length ? text + partMarkup(parts[index]!) : text,
  );
  return { markup: texts.join("") };
}

export const NOTHING: Markup = { markup: "" };

/** For markup that another module of this room wrote whole, such as a picture. */
export const trustedMarkup = (markup: string): Markup => ({ markup });

function partMarkup(part: Part): string {
  if (typeof part === "string") return xmlText(part);
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map(({ markup }) => markup).join("");
}

const tightenedTemplates = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Once a template, since a table has thousands of rows of one template. */
function tightened(strings: TemplateStringsArray): readonly string[] {
  const known = tightenedTemplates.get(strings);
  if (known !== undefined) return known;
  const texts = strings.map((text) =>
    text
      .replace(/>\s*\n\s*/g, ">")
      .replace(/\s*\n\s*</g, "<")
      .replace(/\s*\n\s*/g, " "),
  );
  tightenedTemplates.set(strings, texts);
  return texts;
}

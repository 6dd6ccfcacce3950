/** What the doc comments of one source say of its interfaces and of their fields. */
export interface InterfaceDescriptions {
  /** Of the interface itself; empty when it has none. */
  readonly summary: string;
  readonly fields: ReadonlyMap<string, string>;
}

const DOC_COMMENT = String.raw`\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n\s*`;
const INTERFACE = new RegExp(
  String.raw`(?:${DOC_COMMENT})?export interface (\w+)[^{]*\{\n([\s\S]*?)\n\}`,
  "g",
);
const DESCRIBED_FIELD = new RegExp(String.raw`${DOC_COMMENT}readonly (\w+)\??:`, "g");

/** Reads doc comments by pattern: the sources are ours, formatted by one formatter. */
export function readDescriptions(source: string): ReadonlyMap<string, InterfaceDescriptions> {
  const descriptions = new Map<string, InterfaceDescriptions>();
  for (const [, comment, name, body] of source.matchAll(INTERFACE)) {
    const fields = new Map<string, string>();
    for (const [, fieldComment, field] of body!.matchAll(DESCRIBED_FIELD)) {
      fields.set(field!, plainTextOf(fieldComment!));
    }
    descriptions.set(name!, { summary: plainTextOf(comment ?? ""), fields });
  }
  return descriptions;
}

const plainTextOf = (comment: string): string =>
  comment
    .replaceAll(/^\s*\* ?/gm, "")
    .replaceAll(/\{@link (\w+)\}/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();

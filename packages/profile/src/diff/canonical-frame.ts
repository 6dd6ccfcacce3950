import type { Frame } from "../model/frame-table.ts";

export interface CanonicalOptions {
  /**
   * Folders of the checkouts that were profiled, absolute. A file below one is named relative to it, so that
   * two checkouts of one repository have the same names.
   */
  readonly roots?: readonly string[];
}

/**
 * The name under which a function is the same one before and after a change: without line and column, without
 * the folder of the checkout, the version in a path, hashes of content, and ids made at run time.
 */
export function canonicalFrame(
  { name, file = "" }: Frame,
  { roots = [] }: CanonicalOptions = {},
): { readonly name: string; readonly file: string } {
  return { name: canonicalName(name), file: canonicalFile(file, roots) };
}

/** `JS:*step`, `LazyCompile:~step`: V8's marks of who compiled it, in names that perf reports. */
const TIER = /^(?:JS|LazyCompile|Function|Script|Eval|RegExp|Builtin):[*~^+]?/;

/** `Lambda$733/0x0123` of the JVM, `closure@7f00aa12` and the like: made anew in every run. */
const RUN_IDS: readonly (readonly [RegExp, string])[] = [
  [/(\$\$Lambda)[$.]\d+.*$/, "$1"],
  [/[@/]?0x[0-9a-f]{4,}$/i, ""],
  [/@[0-9a-f]{8,16}$/i, ""],
];

function canonicalName(name: string): string {
  let canonical = name.replace(TIER, "");
  for (const [pattern, replacement] of RUN_IDS) canonical = canonical.replace(pattern, replacement);
  return canonical === "" ? name : canonical;
}

/** A hash that a bundler puts before the extension: eight or more, a digit among them. */
const CONTENT_HASH = /[-.](?=[\w-]*\d)[\w]{8,}(?=\.[cm]?[jt]sx?$)/;

function canonicalFile(file: string, roots: readonly string[]): string {
  if (file === "" || file.startsWith("node:")) return file;
  const path = withoutUrl(file).replaceAll("\\", "/");
  const packagePath = path.split("/node_modules/").at(-1)!;
  const relative = packagePath === path ? relativeTo(path, roots) : packagePath;
  return relative.replace(CONTENT_HASH, "");
}

function withoutUrl(file: string): string {
  const bare = file.replace(/[?#].*$/, "");
  if (!bare.startsWith("file://")) return bare;
  try {
    return decodeURIComponent(bare.slice("file://".length));
  } catch {
    // A per cent sign that begins no code: the path is meant as it is.
    return bare.slice("file://".length);
  }
}

function relativeTo(path: string, roots: readonly string[]): string {
  for (const root of roots) {
    const folder = root.replaceAll("\\", "/").replace(/\/+$/, "");
    if (path.startsWith(`${folder}/`)) return path.slice(folder.length + 1);
  }
  return path;
}

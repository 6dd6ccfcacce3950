/** Package that a frame of unknown origin belongs to: built into the engine, or code made at run time. */
export const ENGINE_PACKAGE = "(engine)";
export const RUNTIME_PACKAGE = "node";
/** Everything that is in no package folder. */
export const PROJECT_PACKAGE = "(project)";

const INSTALLED =
  /.*[/\\]node_modules[/\\](?:\.pnpm[/\\][^/\\]+[/\\]node_modules[/\\])?((?:@[^/\\]+[/\\])?[^/\\]+)/;
const WORKSPACE = /[/\\]packages[/\\]([^/\\]+)[/\\]/;

/** What a frame is coloured and grouped by: the package that its file lies in. */
export function packageOfFile(file: string): string {
  if (file === "" || file === "~") return ENGINE_PACKAGE;
  if (file.startsWith("node:")) return RUNTIME_PACKAGE;
  const installed = INSTALLED.exec(file)?.[1];
  if (installed !== undefined) return installed.replace("\\", "/");
  return WORKSPACE.exec(file)?.[1] ?? PROJECT_PACKAGE;
}

/**
 * A path in the form people read: without `file://` and without what all paths of the picture begin with.
 *
 * @param root - from {@link commonFolder}.
 */
export function shortPath(file: string, root: string): string {
  const path = withoutScheme(file);
  const installed = path.lastIndexOf("/node_modules/");
  if (installed !== -1) return path.slice(installed + "/node_modules/".length);
  return path.startsWith(root) ? path.slice(root.length) : path;
}

/** Where a function begins, as editors understand it. */
export const placeText = (path: string, line: number): string =>
  path === "" || line === 0 ? path : `${path}:${line}`;

/** Longest folder, with its last slash, that all absolute paths outside `node_modules` begin with. */
export function commonFolder(files: readonly string[]): string {
  const paths = files
    .map(withoutScheme)
    .filter((path) => /^(?:\/|[A-Za-z]:[/\\])/.test(path) && !path.includes("/node_modules/"));
  const first = paths[0];
  if (first === undefined) return "";
  let length = first.lastIndexOf("/") + 1;
  for (const path of paths) {
    while (length > 0 && !path.startsWith(first.slice(0, length)))
      length = first.lastIndexOf("/", length - 2) + 1;
  }
  return first.slice(0, length);
}

const withoutScheme = (file: string): string =>
  file.startsWith("file://") ? file.slice("file://".length) : file;

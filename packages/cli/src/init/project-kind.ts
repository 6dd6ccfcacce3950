import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What decides how the first files of a project are written. */
export interface ProjectKind {
  /** With the dot, for config and benchmark alike. */
  readonly extension: ".ts" | ".mts" | ".js" | ".mjs";
  readonly isPacelineInstalled: boolean;
}

/**
 * TypeScript where the project knows it. Without `"type": "module"` Node would have to guess what a `.ts` or
 * `.js` file is, so the extension says it.
 */
export async function readProjectKind(folder: string): Promise<ProjectKind> {
  const manifest = await readManifest(folder);
  const dependencies = [manifest["dependencies"], manifest["devDependencies"]].filter(isRecord);
  const dependsOn = (name: string): boolean =>
    dependencies.some((names) => Object.hasOwn(names, name));
  const isTypeScript = existsSync(join(folder, "tsconfig.json")) || dependsOn("typescript");
  const isModule = manifest["type"] === "module";
  return {
    extension: isTypeScript ? (isModule ? ".ts" : ".mts") : isModule ? ".js" : ".mjs",
    isPacelineInstalled: isInstalledAbove(folder),
  };
}

/** A folder without package.json, or with one that is no object, counts as one that says nothing. */
async function readManifest(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return {};
  const manifest: unknown = JSON.parse(await readFile(path, "utf8"));
  return isRecord(manifest) ? manifest : {};
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isInstalledAbove(folder: string): boolean {
  if (existsSync(join(folder, "node_modules", "paceline", "package.json"))) return true;
  const parent = join(folder, "..");
  return parent !== folder && isInstalledAbove(parent);
}

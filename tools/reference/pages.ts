import { format } from "oxfmt";

import { renderCliPage } from "./cli-page.ts";
import { renderErrorsPage } from "./errors-page.ts";
import { renderRunResultSchema } from "./run-result-schema.ts";

/** A file that is made from the code. */
export interface ReferencePage {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly render: () => string | Promise<string>;
}

/** The page as it lies in the repository: formatted as every other file is. */
export async function renderPage({ path, render }: ReferencePage): Promise<string> {
  const { code, errors } = await format(path, await render());
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  return code;
}

/** Add a page here; its test and its script follow. */
export const referencePages: readonly ReferencePage[] = [
  { path: "docs/reference/cli.md", render: renderCliPage },
  { path: "docs/reference/errors.md", render: renderErrorsPage },
  { path: "packages/core/schema/run-result.schema.json", render: renderRunResultSchema },
];

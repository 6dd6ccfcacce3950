import type { ProfileDiff } from "@paceline/profile";

import { loadPageParts } from "#page-parts";

import { renderPage } from "../../page/render-page.ts";
import { packFlameDocument } from "../document/flame-document.ts";
import { fallbackMarkup } from "../document/render-flame-page.ts";
import { differenceDoubts, differenceFacts } from "./difference-notes.ts";
import { differenceProfile } from "./difference-profile.ts";
import { judgedFrames } from "./judged-frames.ts";

export interface DifferencePageOptions {
  /** @defaultValue "Differential flame graph" */
  readonly title?: string;
  /** What the sides are called. @defaultValue "base" and "head" */
  readonly baseName?: string;
  readonly headName?: string;
  /** Further sentences for the head of the page. */
  readonly notes?: readonly string[];
}

/**
 * A differential flame graph as one HTML file that works offline: widths of the head, of the base or of what changed;
 * orange for more and blue for less where a function is known to have changed, grey where it is not.
 */
export async function renderDifferencePage(
  diff: ProfileDiff,
  options: DifferencePageOptions = {},
): Promise<string> {
  const { title = "Differential flame graph", baseName = "base", headName = "head" } = options;
  const facts = [...differenceFacts(diff), ...(options.notes ?? [])];
  const doubts = differenceDoubts(diff);
  const data = packFlameDocument(differenceProfile(diff), {
    title,
    facts,
    doubts,
    normalization: diff.normalization,
    group: "none",
    difference: (numbers) => ({ baseName, headName, frames: judgedFrames(diff, numbers) }),
  });
  return renderPage(
    { title, fallback: fallbackMarkup(title, [...facts, ...doubts]), data },
    await loadPageParts("flame-graph"),
  );
}

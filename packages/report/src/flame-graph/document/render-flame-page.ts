import type { Profile } from "@paceline/profile";

import { loadPageParts } from "#page-parts";

import { renderPage } from "../../page/render-page.ts";
import { xmlText } from "../../words/xml-text.ts";
import type { FlameHeader } from "../view/flame-document.ts";
import { packFlameDocument } from "./flame-document.ts";
import { profileNotes } from "./profile-notes.ts";

export interface FlamePageOptions {
  /** @defaultValue "Flame graph" */
  readonly title?: string;
  /** By what stacks are grouped at first; the reader may choose another. @defaultValue "none" */
  readonly group?: FlameHeader["group"];
}

/**
 * A flame graph as one HTML file that works offline: flame, icicle, callers and callees, time order and a table, with
 * search, zoom, colours and all of it in the address. For profiles of any size that a browser can hold.
 */
export async function renderFlamePage(
  profile: Profile,
  { title = "Flame graph", group = "none" }: FlamePageOptions = {},
): Promise<string> {
  const notes = profileNotes(profile);
  const [fact = "", ...doubts] = notes;
  const data = packFlameDocument(profile, {
    title,
    facts: [fact],
    doubts,
    normalization: "absolute",
    group,
    difference: null,
  });
  return renderPage(
    { title, fallback: fallbackMarkup(title, notes), data },
    await loadPageParts("flame-graph"),
  );
}

/** What is there before the script has run, and all that is there where scripts do not run. */
export const fallbackMarkup = (title: string, notes: readonly string[]): string =>
  `<main id="page"><h1>${xmlText(title)}</h1>${notes
    .map((note) => `<p>${xmlText(note)}</p>`)
    .join(
      "",
    )}<noscript><p>The picture needs JavaScript, which is switched off here.</p></noscript></main>`;

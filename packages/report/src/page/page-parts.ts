/** What a page runs and looks like, as text that stands in the page itself. */
export interface PageParts {
  /** One classic script, which asks for nothing. */
  readonly script: string;
  readonly style: string;
}

/**
 * Pages by the folder of `src/browser` that holds their `main.ts` and a style sheet of the same name. A new page is a
 * new folder and a line here.
 */
export const PAGE_NAMES = ["dashboard", "flame-graph", "flame-svg", "run-report"] as const;

export type PageName = (typeof PAGE_NAMES)[number];

/** Where a page leads to beside itself: a file that lies near it. Used by both sides of a page. */
export interface PageLink {
  /** An address relative to the page, with everything but letters, digits and dots encoded. */
  readonly href: string;
  readonly text: string;
}

/** Further pages about a benchmark, by its id. */
export type LinksOf = (benchmarkId: string) => readonly PageLink[];

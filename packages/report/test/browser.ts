import { existsSync } from "node:fs";

import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";

const EXECUTABLE_PATH = "/usr/bin/chromium";
const hasChromium = existsSync(EXECUTABLE_PATH);

/** A page that is watched: what it asks of the network and what goes wrong in it are the test's business. */
export interface WatchedPage {
  readonly page: Page;
  /** Fails when the page asked for anything but itself, or complained. */
  readonly expectQuiet: () => void;
}

/**
 * Describes tests in a real browser, one for the file. Without Chromium they are skipped, and say so.
 *
 * @param define - `open` shows a document, at 1,200 by 800 in the light theme unless told otherwise.
 */
export function describeInChromium(
  title: string,
  define: (open: (url: string, options?: OpenOptions) => Promise<WatchedPage>) => void,
): void {
  if (!hasChromium) {
    process.stderr.write(`skipped: ${title}; no Chromium at ${EXECUTABLE_PATH}\n`);
    describe.skip(`${title}: no Chromium at ${EXECUTABLE_PATH}`, () => {});
    return;
  }
  describe(title, () => {
    let browser: Browser;
    /** Pages by size and theme: a page is loaded again in less time than a new one is opened. */
    const pages = new Map<string, ReturnType<typeof newPage>>();
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: EXECUTABLE_PATH });
    });
    afterAll(() => browser.close());
    define(async (url, { theme = "light", widthPx = 1200, heightPx = 800 } = {}) => {
      const key = `${theme} ${widthPx} ${heightPx}`;
      const opening = pages.get(key) ?? newPage(browser, { theme, widthPx, heightPx });
      pages.set(key, opening);
      const { page, complaints } = await opening;
      await page.goto("about:blank");
      complaints.length = 0;
      await page.goto(url);
      return { page, expectQuiet: () => expect(complaints).toEqual([]) };
    });
  });
}

export interface OpenOptions {
  readonly theme?: "light" | "dark";
  readonly widthPx?: number;
  readonly heightPx?: number;
}

async function newPage(
  browser: Browser,
  { theme, widthPx, heightPx }: Required<OpenOptions>,
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width: widthPx, height: heightPx },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await context.route("**", (route) => {
    const request = route.request();
    // The document itself is what the test goes to; whatever else is asked for leaves the page.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame())
      return route.continue();
    complaints.push(`a request for ${request.url()}`);
    return route.abort();
  });
  return { page, complaints };
}

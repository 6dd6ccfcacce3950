import type { Browser, Page } from "playwright-core";

/**
 * From an act to the frame after the one that shows it. Runs inside the page, so that the wire between it and this
 * process counts for nothing.
 */
const UNTIL_SHOWN = `
  const shown = () => new Promise((resolve) => {
    requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });
  });
  const timed = async (act, isDone = () => true) => {
    await shown();
    const start = performance.now();
    act();
    do await shown(); while (!isDone());
    return performance.now() - start;
  };
`;

/** Opens a page that was not open before, and closes it. */
export async function onNewPage<Result>(
  browser: Browser,
  url: string,
  read: (page: Page) => Promise<Result>,
): Promise<Result> {
  // Waiting for a condition evaluates text, which the pages' own policy forbids.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    bypassCSP: true,
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    return await read(page);
  } finally {
    await context.close();
  }
}

/** When the first text or picture was on the screen, in milliseconds after the start of the navigation. */
export async function firstPaintMs(page: Page): Promise<number> {
  await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
  return page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0].startTime",
  );
}

/** @param act - An expression in the page; `isDone` likewise. @returns Milliseconds until it is shown. */
export const actMs = (page: Page, act: string, isDone = "true"): Promise<number> =>
  page.evaluate<number>(
    `(async () => { ${UNTIL_SHOWN} return timed(() => { ${act} }, () => ${isDone}); })()`,
  );

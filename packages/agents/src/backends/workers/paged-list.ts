const PAGE_BITS = 10;
const PAGE_LENGTH = 1 << PAGE_BITS;

interface Page<Item> {
  readonly items: (Item | undefined)[];
  itemCount: number;
}

/**
 * Items by ever growing numbers, of which most are gone: a page whose last item is deleted is given back, so that only
 * living items take memory. Reading is two array accesses; a map would cost each message several times that.
 */
export class PagedList<Item> {
  readonly #pages: (Page<Item> | null)[] = [];

  get(index: number): Item | undefined {
    return this.#pages[index >>> PAGE_BITS]?.items[index & (PAGE_LENGTH - 1)];
  }

  set(index: number, item: Item): void {
    const pageIndex = index >>> PAGE_BITS;
    while (this.#pages.length <= pageIndex) this.#pages.push(null);
    const page = (this.#pages[pageIndex] ??= {
      items: Array.from({ length: PAGE_LENGTH }),
      itemCount: 0,
    });
    const place = index & (PAGE_LENGTH - 1);
    if (page.items[place] === undefined) page.itemCount++;
    page.items[place] = item;
  }

  delete(index: number): void {
    const page = this.#pages[index >>> PAGE_BITS] ?? null;
    const place = index & (PAGE_LENGTH - 1);
    if (page === null || page.items[place] === undefined) return;
    page.items[place] = undefined;
    page.itemCount--;
    if (page.itemCount === 0) this.#pages[index >>> PAGE_BITS] = null;
  }
}

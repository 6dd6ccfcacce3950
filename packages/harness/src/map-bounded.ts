/** Maps with at most `concurrency` calls under way; results keep the order of `items`. */
export async function mapBounded<Item, Mapped>(
  items: readonly Item[],
  concurrency: number,
  map: (item: Item) => Promise<Mapped>,
): Promise<readonly Mapped[]> {
  const mapped: Mapped[] = [];
  let nextIndex = 0;
  const work = async (): Promise<void> => {
    while (nextIndex < items.length) {
      const index = nextIndex;
      nextIndex += 1;
      // One after the other is the point: as many of these loops run as may be under way.
      // oxlint-disable-next-line no-await-in-loop
      mapped[index] = await map(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  return mapped;
}

/**
 * Ids of elements, from names that may hold anything: what an id may not hold becomes a dash, and a number keeps
 * two names apart that are then alike. Links to a group stay the same from run to run.
 */
export function elementIds(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    [...new Set(names)].map((name) => {
      const plain =
        name
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, "-")
          .replace(/^-+|-+$/g, "")
          .slice(0, 60) || "group";
      let id = plain;
      for (let count = 2; taken.has(id); count++) id = `${plain}-${count}`;
      taken.add(id);
      return [name, id];
    }),
  );
}

import { make } from "../page/dom.ts";

/** A search field over the groups: what does not hold the words is hidden, and the count is told. */
export function filterGroups(): void {
  const groups = [...document.querySelectorAll<HTMLElement>("[data-group]")].map((element) => ({
    element,
    link:
      document.querySelector<HTMLElement>(`nav a[href="#${element.id}"]`)?.parentElement ?? null,
    rows: [...element.querySelectorAll<HTMLElement>("tbody tr, details.benchmark")].filter(
      (row) =>
        row.closest("details.benchmark, details.use") === (row.matches("details") ? row : null),
    ),
    title: element.querySelector("h2")?.textContent.toLowerCase() ?? "",
  }));
  if (groups.length === 0) return;
  const count = make("p", { class: "soft", role: "status" });
  const input = make("input", {
    type: "search",
    "aria-label": "Search benchmarks",
    placeholder: "Search benchmarks",
  });
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, link, rows, title } of groups) {
      const isWhole = words.every((word) => title.includes(word));
      for (const row of rows) {
        const name = (row.querySelector("th, summary")?.textContent ?? "").toLowerCase();
        row.hidden =
          !isWhole && !words.every((word) => title.includes(word) || name.includes(word));
      }
      const found = rows.filter((row) => !row.hidden && row.matches("tr")).length;
      element.hidden = found === 0 && !isWhole;
      if (link !== null) link.hidden = element.hidden;
      shown += found;
    }
    count.textContent = words.length === 0 ? "" : `${shown} found`;
  });
  document.getElementById("search")?.append(input, count);
}

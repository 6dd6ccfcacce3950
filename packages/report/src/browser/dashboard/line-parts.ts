import { make, makeButton } from "../page/dom.ts";
import { allPoints } from "./all-points.ts";
import { changesOf } from "./changes-of-line.ts";
import type { HistoryData, Line } from "./history-data.ts";
import { nameOf } from "./line-text.ts";
import { comparisonTable, factsOf } from "./point-facts.ts";
import { placeOf } from "./view-state.ts";

/** Buttons for all that keys can do at the chart. */
export const lineControls = (
  acts: Readonly<
    Record<"zoomIn" | "zoomOut" | "zoomAll" | "chooseA" | "chooseB" | "chooseNone", () => void>
  >,
): HTMLElement =>
  make(
    "div",
    { class: "controls" },
    makeButton("Zoom in", acts.zoomIn),
    makeButton("Zoom out", acts.zoomOut),
    makeButton("All of it", acts.zoomAll),
    makeButton("This is A", acts.chooseA),
    makeButton("This is B", acts.chooseB),
    makeButton("Compare none", acts.chooseNone),
  );

export interface LineParts {
  readonly tell: (point: number, isSpoken: boolean) => void;
  /** Shows two points beside each other; fewer than two show nothing. */
  readonly compare: (a: number, b: number) => void;
  readonly around: (surface: HTMLElement, buttons: HTMLElement) => HTMLElement;
}

/** What stands around the chart. */
export function createLineParts(data: HistoryData, line: Line, close: () => void): LineParts {
  const facts = make("dl", { class: "facts" });
  const spoken = make("p", { class: "only-read", "aria-live": "polite" });
  const comparison = make("div", { class: "scroll" });
  return {
    tell(point, isSpoken) {
      const list = factsOf(data, line, point);
      facts.replaceChildren(
        ...list.map(([name, text]) => make("div", {}, make("dt", {}, name), make("dd", {}, text))),
      );
      if (isSpoken) spoken.textContent = list.map(([name, text]) => `${name} ${text}`).join(", ");
    },
    compare(a, b) {
      comparison.replaceChildren(
        ...(a >= 0 && b >= 0 ? [comparisonTable(data, line, [a, b])] : []),
      );
    },
    around: (surface, buttons) =>
      make(
        "main",
        { id: "main", class: "line" },
        makeButton("← All series", close),
        make("h2", {}, nameOf(line)),
        make("p", { class: "soft" }, placeOf(line)),
        buttons,
        surface,
        spoken,
        facts,
        comparison,
        ...changesOf(data, line),
        profileLinks(line),
        allPoints(data, line),
      ),
  };
}

function profileLinks({ links }: Line): HTMLElement | null {
  if (links.length === 0) return null;
  const anchors = links.flatMap(({ href, text }) => [" ", make("a", { href }, text)]);
  return make("p", { class: "links" }, "Profiles:", ...anchors);
}

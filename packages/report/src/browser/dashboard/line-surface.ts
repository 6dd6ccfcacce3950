import { make } from "../page/dom.ts";

type Act =
  | "previous"
  | "next"
  | "first"
  | "last"
  | "chooseA"
  | "chooseB"
  | "zoomIn"
  | "zoomOut"
  | "zoomAll"
  | "chooseNone"
  | "close";

const KEYS: Readonly<Record<string, Act>> = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  Home: "first",
  End: "last",
  a: "chooseA",
  b: "chooseB",
  "+": "zoomIn",
  "-": "zoomOut",
  "0": "zoomAll",
  Escape: "close",
};

/** Where the chart is drawn: it takes the focus, and everything that the mouse can do there, keys can too. */
export function lineSurface(name: string, acts: Readonly<Record<Act, () => void>>): HTMLElement {
  const surface = make("div", {
    class: "surface",
    tabindex: 0,
    role: "group",
    "aria-roledescription": "chart",
    "aria-label":
      `${name} over time. Left and right go from run to run, A and B choose two to compare, ` +
      "plus and minus zoom. The table below holds all numbers.",
  });
  surface.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[act]();
  });
  return surface;
}

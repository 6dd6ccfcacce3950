import { make } from "../page/dom.ts";
import type { Fact } from "./facts-of-box.ts";

/** What a tip says of a box. */
export interface TipContent {
  readonly name: string;
  readonly place: string;
  readonly facts: readonly Fact[];
}

export interface Tip {
  readonly element: HTMLElement;
  /** Shows it beside a point of the window, where there is room. */
  readonly show: (content: TipContent, xPx: number, yPx: number) => void;
  readonly hide: () => void;
}

const DISTANCE_PX = 14;

/** Not read out: the details below the picture say the same, and are. */
export function createTip(): Tip {
  const element = make("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  return {
    element,
    show(content, xPx, yPx) {
      element.replaceChildren(...contentOf(content));
      element.hidden = false;
      const { width, height } = element.getBoundingClientRect();
      const leftPx =
        xPx + DISTANCE_PX + width > innerWidth ? xPx - DISTANCE_PX - width : xPx + DISTANCE_PX;
      const topPx =
        yPx + DISTANCE_PX + height > innerHeight ? yPx - DISTANCE_PX - height : yPx + DISTANCE_PX;
      element.style.left = `${Math.max(4, leftPx)}px`;
      element.style.top = `${Math.max(4, topPx)}px`;
    },
    hide() {
      element.hidden = true;
    },
  };
}

function contentOf({ name, place, facts }: TipContent): Node[] {
  return [
    make("div", { class: "tip-name" }, name),
    ...(place === "" ? [] : [make("div", { class: "tip-place" }, place)]),
    make(
      "dl",
      {},
      ...facts.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]),
    ),
  ];
}

/** The same as one sentence, for the line below the picture. */
export const sentenceOf = ({ name, place, facts }: TipContent): string =>
  [name, place, ...facts.map(([label, value]) => `${label.toLowerCase()} ${value}`)]
    .filter((part) => part !== "")
    .join(" · ");

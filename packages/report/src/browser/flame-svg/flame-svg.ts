import { moveBox, readBoxes } from "./svg-boxes.ts";
import type { Box } from "./svg-boxes.ts";

/** Makes the picture answer to mouse and keyboard. */
export function startFlameSvg(page: Document): void {
  const frames = page.getElementById("frames")!;
  const search = page.querySelector<HTMLInputElement>("#search")!;
  const reset = page.getElementById("reset")!;
  const boxes = readBoxes(frames);
  const positions = new Map<Element, number>(boxes.map(({ group }, index) => [group, index]));
  let zoomed = 0;
  let current = 0;

  const say = (id: string, text: string): void => {
    page.getElementById(id)!.textContent = text;
  };
  const select = (position: number): void => {
    boxes[current]?.group.classList.remove("on");
    current = position;
    boxes[current]!.group.classList.add("on");
    say("details", boxes[current]!.title.replaceAll("\n", " · "));
  };
  const zoom = (position: number): void => {
    zoomed = position;
    zoomTo(boxes, position);
    reset.setAttribute("visibility", position === 0 ? "hidden" : "visible");
    select(position);
  };
  const find = (): void => {
    say("matched", markMatches(boxes, search));
  };
  const positionAt = (event: Event): number | undefined => {
    const group = event.target instanceof Element ? event.target.closest("#frames > g") : null;
    return group === null ? undefined : positions.get(group);
  };

  frames.addEventListener("click", (event) => {
    const position = positionAt(event);
    if (position !== undefined) zoom(position);
  });
  frames.addEventListener("pointerover", (event) => {
    const position = positionAt(event);
    if (position !== undefined) select(position);
  });
  reset.addEventListener("click", () => zoom(0));
  reset.addEventListener("keydown", ({ key }) => {
    if (key === "Enter" || key === " ") zoom(0);
  });
  search.addEventListener("input", find);
  frames.addEventListener("keydown", (event) => {
    if (boxes.length === 0) return;
    if (event.key === "Enter") zoom(current);
    else {
      const next = step(boxes, { from: current, zoomed, key: event.key, frames });
      if (next === undefined) return;
      select(next);
    }
    event.preventDefault();
  });
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && boxes.length > 0) zoom(0);
    if (event.key === "/" && event.target !== search) {
      event.preventDefault();
      search.focus();
    }
  });
}

/** The zoomed frame and all below it fill the width, its callers stay as a path, everything else goes. */
function zoomTo(boxes: readonly Box[], position: number): void {
  const [root] = boxes;
  const target = boxes[position];
  if (root === undefined || target === undefined) return;
  const scale = target.width > 0 ? root.width / target.width : 1;
  const callers = new Set<number>();
  for (let at = target.parent; at !== -1; at = boxes[at]!.parent) callers.add(at);
  for (const [index, box] of boxes.entries()) {
    const isBelow = index >= position && index < target.end;
    const isCaller = callers.has(index);
    box.group.classList.toggle("above", isCaller);
    box.group.style.display = isBelow || isCaller ? "" : "none";
    if (isCaller) moveBox(box, root.x, root.width);
    else if (isBelow) moveBox(box, root.x + (box.x - target.x) * scale, box.width * scale);
  }
}

/** Marks what matches and says its share of the whole, each stack counted once. */
function markMatches(boxes: readonly Box[], search: HTMLInputElement): string {
  const pattern = patternOf(search);
  let matchedPx = 0;
  let count = 0;
  /** Boxes before this one lie below one that has been counted. */
  let coveredEnd = 0;
  for (const [index, box] of boxes.entries()) {
    const isMatch = pattern !== null && pattern.test(box.title);
    box.group.classList.toggle("match", isMatch);
    if (!isMatch) continue;
    count++;
    if (index < coveredEnd) continue;
    matchedPx += box.width;
    coveredEnd = box.end;
  }
  if (pattern === null) return "";
  const share = boxes[0]!.width > 0 ? matchedPx / boxes[0]!.width : 0;
  return `${(100 * share).toFixed(1)} % matched in ${count} ${count === 1 ? "frame" : "frames"}`;
}

/** What is no regular expression is looked for as it stands. */
function patternOf(search: HTMLInputElement): RegExp | null {
  const text = search.value;
  search.removeAttribute("aria-invalid");
  if (text === "") return null;
  try {
    return new RegExp(text, "iu");
  } catch {
    search.setAttribute("aria-invalid", "true");
    return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu");
  }
}

interface Step {
  readonly from: number;
  readonly zoomed: number;
  readonly key: string;
  readonly frames: Element;
}

/** The frame that an arrow key leads to: up and down as the picture stands, sideways in the same row. */
function step(boxes: readonly Box[], { from, zoomed, key, frames }: Step): number | undefined {
  const isIcicle = frames.getAttribute("data-icicle") === "1";
  const toCallee = isIcicle ? "ArrowDown" : "ArrowUp";
  const toCaller = isIcicle ? "ArrowUp" : "ArrowDown";
  const box = boxes[from]!;
  if (key === toCaller) return box.parent === -1 ? from : box.parent;
  if (key === toCallee) return from + 1 < box.end ? from + 1 : from;
  const { end } = boxes[zoomed]!;
  if (key === "ArrowRight") {
    for (let at = from + 1; at < end; at++) if (boxes[at]!.depth === box.depth) return at;
    return from;
  }
  if (key === "ArrowLeft") {
    for (let at = from - 1; at >= zoomed; at--) if (boxes[at]!.depth === box.depth) return at;
    return from;
  }
  return undefined;
}

const NAMESPACE = "http://www.w3.org/2000/svg";
const TEXT_PADDING_PX = 3;
/** Of `flame-svg.css` at 11 px. */
const CHARACTER_PX = 6.65;
const CHARACTER_COUNT_MIN = 3;

/** One frame of the picture, as it was drawn. */
export interface Box {
  readonly group: SVGGElement;
  readonly rect: SVGRectElement;
  readonly name: string;
  readonly title: string;
  readonly x: number;
  readonly width: number;
  readonly depth: number;
  /** Position in preorder; -1 for the root. */
  readonly parent: number;
  /** Position after the last one below it. */
  end: number;
}

/** Reads the boxes back from the picture, which is all there is: it holds no second copy of its data. */
export function readBoxes(frames: Element): readonly Box[] {
  const boxes: Box[] = [];
  const groups = [...frames.querySelectorAll<SVGGElement>(":scope > g")];
  const rootY = yOf(groups[0]);
  const rowPx = groups.length > 1 ? Math.abs(yOf(groups[1]) - rootY) : 1;
  for (const [index, group] of groups.entries()) {
    const rect = group.querySelector("rect")!;
    const title = group.querySelector("title")?.textContent ?? "";
    const depth = Math.round(Math.abs(yOf(group) - rootY) / rowPx);
    let parent = index - 1;
    while (parent >= 0 && boxes[parent]!.depth >= depth) {
      boxes[parent]!.end = index;
      parent = boxes[parent]!.parent;
    }
    boxes.push({
      group,
      rect,
      title,
      name: title.slice(0, title.indexOf("\n")),
      x: Number(rect.getAttribute("x")),
      width: Number(rect.getAttribute("width")),
      depth,
      parent,
      end: groups.length,
    });
  }
  return boxes;
}

const yOf = (group: SVGGElement | undefined): number =>
  Number(group?.querySelector("rect")?.getAttribute("y") ?? 0);

/** Puts a box somewhere else, with as much of its name as fits. */
export function moveBox({ group, rect, name }: Box, x: number, width: number): void {
  rect.setAttribute("x", x.toFixed(2));
  rect.setAttribute("width", Math.max(0, width).toFixed(2));
  const fit = Math.floor((width - 2 * TEXT_PADDING_PX) / CHARACTER_PX);
  let text = group.querySelector("text");
  if (fit < CHARACTER_COUNT_MIN) {
    text?.remove();
    return;
  }
  if (text === null) {
    text = document.createElementNS(NAMESPACE, "text");
    text.setAttribute("y", String(Number(rect.getAttribute("y")) + 12));
    group.append(text);
  }
  text.setAttribute("x", (x + TEXT_PADDING_PX).toFixed(2));
  text.textContent = name.length <= fit ? name : `${name.slice(0, fit - 1)}…`;
}

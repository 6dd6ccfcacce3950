import type { ProfileDiff } from "@paceline/profile";

import { loadPageParts } from "#page-parts";

import { nameFrames } from "../picture-frame.ts";
import { differenceLooks } from "../svg/difference-looks.ts";
import { svgPicture } from "../svg/svg-picture.ts";
import type { SvgPictureOptions } from "../svg/svg-picture.ts";
import type { WidthOf } from "../view/view-tree.ts";
import { differenceNotes } from "./difference-notes.ts";

export interface DifferenceSvgOptions extends SvgPictureOptions {
  /** What widths stand for: `head` shows what is, `base` what vanished, `change` what went up and down. @defaultValue "head" */
  readonly width?: WidthOf;
}

/** A differential flame graph as one picture: orange is more, blue is less, grey is not known to have changed. */
export async function renderDifferenceSvg(
  diff: ProfileDiff,
  { width = "head", ...options }: DifferenceSvgOptions = {},
): Promise<string> {
  const frames = nameFrames(diff.frames, diff.tree.frames);
  return svgPicture(
    {
      tree: diff.tree,
      names: frames.map((frame) => frame?.name),
      looks: differenceLooks(diff, frames, width),
      notes: [
        ...differenceNotes(diff),
        "Orange is more, blue is less, grey is not known to have changed; a dashed edge is on one side only.",
      ],
    },
    { title: "Differential flame graph", ...options },
    await loadPageParts("flame-svg"),
  );
}

import type { Profile } from "@paceline/profile";

import { loadPageParts } from "#page-parts";

import { profileNotes } from "../document/profile-notes.ts";
import { pictureOf } from "../picture.ts";
import { profileLooks } from "./profile-looks.ts";
import { shareMinOf, svgPicture } from "./svg-picture.ts";
import type { SvgPictureOptions } from "./svg-picture.ts";

export interface FlameSvgOptions extends SvgPictureOptions {
  /** Whether time in which a thread had nothing to do is drawn. @defaultValue false */
  readonly hasIdle?: boolean;
}

/**
 * A flame graph as one picture that can be searched and zoomed in a browser, by mouse or keyboard, and shown anywhere
 * else. Widths are totals; siblings stand in the order of their names. Well-formed XML whatever the names are.
 *
 * A picture of more than about 50,000 frames is slow to open: that is what the page is for.
 */
export async function renderFlameSvg(
  profile: Profile,
  options: FlameSvgOptions = {},
): Promise<string> {
  const { hasIdle = false, ...svgOptions } = options;
  const picture = pictureOf(profile, { hasIdle, shareMin: shareMinOf(svgOptions) });
  return svgPicture(
    {
      tree: picture.tree,
      names: picture.frames.map((frame) => frame?.name),
      looks: profileLooks(picture),
      notes: profileNotes(profile),
    },
    { title: "Flame graph", ...svgOptions },
    await loadPageParts("flame-svg"),
  );
}

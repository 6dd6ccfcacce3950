import type { Claim, ClaimName, ClaimVerdict } from "@paceline/analysis";

import { padEnd } from "../words/display-width.ts";
import type { Paint } from "../words/paint.ts";
import { hangingParagraph } from "../words/wrap-words.ts";
import { ratioText } from "./figure-text.ts";

const CLAIM_WORDS: Readonly<Record<ClaimName, string>> = {
  performance: "threads are faster",
  memory: "threads take less memory",
  communication: "threads talk at less cost",
  scaling: "threads scale better",
};

const VERDICT_WORDS: Readonly<Record<ClaimVerdict, string>> = {
  holds: "✓ holds",
  "does-not-hold": "✗ does not hold",
  unclear: "? unclear",
};

/** The original's four claims about threads against processes, judged here. */
export function renderClaims(
  claims: readonly Claim[],
  width: number,
  paint: Paint,
): readonly string[] {
  return [
    `${paint.heading("Claims of the original")}  ${paint.quiet("threads against processes in the steady state")}`,
    ...claims.flatMap((claim) => {
      const [first = "", ...rest] = hangingParagraph(
        `  ${padEnd(CLAIM_WORDS[claim.name], 27)}${padEnd(VERDICT_WORDS[claim.verdict], 17)}`,
        factText(claim),
        width,
      );
      const verdict = VERDICT_WORDS[claim.verdict];
      return [first.replace(verdict, paintVerdict(claim.verdict, paint)(verdict)), ...rest];
    }),
    "",
  ];
}

/** "×1.5 (1.2–1.9), below the claimed ×2 to ×10": the direction may hold where the size does not. */
function factText({ ratio, publishedRatioMin, publishedRatioMax }: Claim): string {
  const found = ratio === null ? "not measured" : ratioText(ratio);
  if (publishedRatioMin === null || publishedRatioMax === null) return found;
  const isBelow = ratio !== null && ratio.high !== null && ratio.high < publishedRatioMin;
  return `${found}, ${isBelow ? "below the " : ""}claimed ×${publishedRatioMin} to ×${publishedRatioMax}`;
}

function paintVerdict(verdict: ClaimVerdict, paint: Paint): (text: string) => string {
  if (verdict === "holds") return paint.good;
  return verdict === "unclear" ? paint.doubtful : paint.bad;
}

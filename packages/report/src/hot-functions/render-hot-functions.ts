import { formatCount } from "../quantity/significant-digits.ts";
import { displayWidth, padEnd, padStart, truncateMiddle } from "../words/display-width.ts";
import type { Paint } from "../words/paint.ts";
import type { HotFunctions, HotRow } from "./hot-rows.ts";
import { BAR_WIDTH, barOf, SHARE_SAMPLE_COUNT_MIN, shareOf } from "./share-cell.ts";

export interface HotTableOptions {
  readonly width: number;
  readonly paint: Paint;
  /** Rows at most; the rest is summed up in one line. */
  readonly rowCountMax: number;
}

const SELF_WIDTH = 8;
const BAR_GAP = 2;
const TOTAL_WIDTH = 8;
const SAMPLES_WIDTH = 9;
const NAME_GAP = 2;
const FIXED_WIDTH = SELF_WIDTH + BAR_GAP + BAR_WIDTH + TOTAL_WIDTH + SAMPLES_WIDTH + NAME_GAP;
const NAME_WIDTH_MIN = 12;
const PLACE_WIDTH_MIN = 8;
/** Functions seen too seldom for a share are listed only when there are hardly any others. */
const ROW_COUNT_SPARSE = 5;

/** The functions that cost most, with shares of the busy time. Lines, without an end of line. */
export function renderHotFunctions(
  hot: HotFunctions,
  { width, paint, rowCountMax }: HotTableOptions,
): readonly string[] {
  const frequentCount = hot.rows.filter(
    ({ sampleCount }) => sampleCount >= SHARE_SAMPLE_COUNT_MIN,
  ).length;
  const shownCount = Math.min(rowCountMax, Math.max(frequentCount, ROW_COUNT_SPARSE));
  const sorted = hot.rows.toSorted(byEvidence);
  const rows = sorted.slice(0, shownCount);
  const rest = sorted.slice(shownCount);
  const room = Math.max(NAME_WIDTH_MIN, width - FIXED_WIDTH);
  return [
    paint.quiet(rowText({ self: "self", bar: "", total: "total", samples: "samples" }, "function")),
    ...rows.map((row) => rowText(cellsOf(row, hot), nameCell(row, room, paint))),
    ...(rest.length === 0 ? [] : [paint.quiet(restLine(rest, hot))]),
  ];
}

/** Functions with a share that can be given come first. */
const byEvidence = (a: HotRow, b: HotRow): number =>
  Number(isFrequent(b)) - Number(isFrequent(a)) || b.selfNs - a.selfNs;
const isFrequent = ({ sampleCount }: HotRow): boolean => sampleCount >= SHARE_SAMPLE_COUNT_MIN;

interface Cells {
  readonly self: string;
  readonly bar: string;
  readonly total: string;
  readonly samples: string;
}

const rowText = ({ self, bar, total, samples }: Cells, name: string): string =>
  [
    padStart(self, SELF_WIDTH),
    " ".repeat(BAR_GAP),
    padEnd(bar, BAR_WIDTH),
    padStart(total, TOTAL_WIDTH),
    padStart(samples, SAMPLES_WIDTH),
    " ".repeat(NAME_GAP),
    name,
  ].join("");

const cellsOf = ({ selfNs, totalNs, sampleCount }: HotRow, { busyNs }: HotFunctions): Cells => ({
  self: shareOf(selfNs, busyNs, sampleCount),
  bar: busyNs > 0 ? barOf(selfNs / busyNs) : "",
  total: shareOf(totalNs, busyNs, sampleCount),
  samples: formatCount(sampleCount),
});

function restLine(rest: readonly HotRow[], { busyNs }: HotFunctions): string {
  const selfNs = rest.reduce((sum, row) => sum + row.selfNs, 0);
  const sampleCount = rest.reduce((sum, row) => sum + row.sampleCount, 0);
  const self = shareOf(selfNs, busyNs, sampleCount);
  const words =
    rest.length === 1 ? "1 more function" : `${formatCount(rest.length)} more functions`;
  return rowText({ self, bar: "", total: "", samples: formatCount(sampleCount) }, words);
}

/** Name and place in the room there is. The name comes first; of a place its end says most. */
function nameCell({ name, place }: HotRow, room: number, paint: Paint): string {
  const nameText = truncateMiddle(name, room);
  const placeText = endOfPlace(place, room - displayWidth(nameText) - NAME_GAP);
  return placeText === "" ? nameText : `${nameText}  ${paint.quiet(placeText)}`;
}

/** As many whole parts of a path as there is room for; empty when not even its file fits. */
function endOfPlace(place: string, room: number): string {
  if (displayWidth(place) <= room) return place;
  if (room < PLACE_WIDTH_MIN) return "";
  let at = place.indexOf("/");
  while (at !== -1 && displayWidth(place.slice(at)) + 1 > room) at = place.indexOf("/", at + 1);
  return at === -1 ? "" : `…${place.slice(at)}`;
}

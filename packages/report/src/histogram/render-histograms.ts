import { median, sortSamples } from "@paceline/core";
import type { BenchmarkResult } from "@paceline/core";

import type { NamedRun } from "../between/between-table.ts";
import { formatTime } from "../quantity/format-time.ts";
import { quantityText } from "../quantity/quantity.ts";
import { truncateMiddle } from "../words/display-width.ts";
import { safeLine } from "../words/safe-text.ts";
import { xmlText } from "../words/xml-text.ts";
import { binRange, binRounds } from "./histogram-bins.ts";
import type { BinRange, ForkRounds } from "./histogram-bins.ts";

const WIDTH = 760;
const LEFT = 176;
const RIGHT = 24;
const TOP = 64;
const ROW_HEIGHT = 58;
const BAR_HEIGHT = 36;
const TITLE_HEIGHT = 30;
const AXIS_HEIGHT = 40;
const BIN_COUNT = 64;
const TICK_COUNT = 5;
const NAME_LENGTH_MAX = 21;
const TITLE_LENGTH_MAX = 96;

/** Okabe and Ito's palette, which people with colour blindness can tell apart; the rows are named as well. */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"] as const;

/**
 * Histograms of the rounds of several results as one picture: a panel for each benchmark, a row for each
 * result on a shared axis, with the median as a line and the median of each fork as a tick below.
 */
export function renderHistograms(results: readonly NamedRun[]): string {
  const ids = [...new Set(results.flatMap(({ run }) => run.benchmarks.map(({ id }) => id)))];
  let top = TOP;
  const panels: string[] = [];
  for (const id of ids) {
    const rows = results.map(({ name, run }, index) => ({
      name,
      color: COLORS[index % COLORS.length]!,
      forks: roundsOf(run.benchmarks.find((benchmark) => benchmark.id === id)),
    }));
    panels.push(...panel(id, rows, top));
    top += TITLE_HEIGHT + rows.length * ROW_HEIGHT + AXIS_HEIGHT;
  }
  const title = `Time of an iteration: ${results.map(({ name }) => safeLine(name)).join(", ")}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1f2933">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${WIDTH}" height="${top}" fill="#ffffff"/>`,
    label(24, 26, truncateMiddle(title, TITLE_LENGTH_MAX), 'font-size="15" font-weight="600"'),
    label(
      24,
      44,
      "bars: rounds, each fork counted alike · line: median · ticks: the median of each fork",
      'fill="#5b6570"',
    ),
    ...(ids.length === 0 ? [label(24, TOP + 12, "no benchmarks", "")] : panels),
    "</svg>",
    "",
  ].join("\n");
}

const roundsOf = (benchmark: BenchmarkResult | undefined): ForkRounds =>
  (benchmark?.forks ?? []).map(({ roundNs, iterationsPerRound }) =>
    roundNs.filter(Number.isFinite).map((ns) => ns / iterationsPerRound),
  );

interface Row {
  readonly name: string;
  readonly color: string;
  readonly forks: ForkRounds;
}

function panel(id: string, rows: readonly Row[], top: number): readonly string[] {
  const heading = truncateMiddle(safeLine(id), TITLE_LENGTH_MAX);
  const range = binRange(rows.map(({ forks }) => forks));
  const title = label(24, top + 16, heading, 'font-size="13" font-weight="600"');
  if (range === null) return [title, label(24, top + 40, "nothing was measured", "")];
  const bottom = top + TITLE_HEIGHT + rows.length * ROW_HEIGHT;
  return [
    title,
    ...axis(range, top + TITLE_HEIGHT, bottom),
    ...rows.flatMap((row, index) => rowMarks(row, range, top + TITLE_HEIGHT + index * ROW_HEIGHT)),
  ];
}

function axis(range: BinRange, top: number, bottom: number): readonly string[] {
  const step = (range.high - range.low) / (TICK_COUNT - 1);
  return Array.from({ length: TICK_COUNT }, (_, tick) => {
    const value = range.low + tick * step;
    const x = placeOf(value, range);
    const text = quantityText(formatTime(value));
    return [
      `<line x1="${x}" x2="${x}" y1="${top}" y2="${bottom}" stroke="#e3e6ea"/>`,
      label(x, bottom + 16, text, 'text-anchor="middle" fill="#5b6570"'),
    ];
  }).flat();
}

function rowMarks({ name, color, forks }: Row, range: BinRange, top: number): readonly string[] {
  const base = top + BAR_HEIGHT;
  const values = forks.flat();
  const nameText = truncateMiddle(safeLine(name), NAME_LENGTH_MAX);
  const nameMark = label(24, base - 16, nameText, `fill="${color}" font-weight="600"`);
  if (values.length === 0) return [nameMark, label(LEFT, base, "not measured", 'fill="#5b6570"')];
  const { shares, belowCount, aboveCount } = binRounds(forks, range, BIN_COUNT);
  const highest = Math.max(...shares, Number.MIN_VALUE);
  const barWidth = (WIDTH - LEFT - RIGHT) / BIN_COUNT;
  const bars = shares.flatMap((share, bin) => {
    if (share === 0) return [];
    const height = round((share / highest) * (BAR_HEIGHT - 4));
    const x = round(LEFT + bin * barWidth);
    return `<rect x="${x}" y="${round(base - height)}" width="${round(barWidth - 0.6)}" height="${height}" fill="${color}" fill-opacity="0.55"/>`;
  });
  const medians = forks
    .filter((rounds) => rounds.length > 0)
    .map((rounds) => median(sortSamples(rounds)));
  const middle = median(sortSamples(medians));
  const ticks = [...new Set(medians.map((value) => placeOf(value, range)))].map(
    (x) => `<line x1="${x}" x2="${x}" y1="${base + 3}" y2="${base + 10}" stroke="${color}"/>`,
  );
  const beyond = [
    belowCount > 0 ? `${belowCount} below` : "",
    aboveCount > 0 ? `${aboveCount} beyond` : "",
  ].filter((text) => text !== "");
  const x = placeOf(middle, range);
  return [
    nameMark,
    label(24, base, `median ${quantityText(formatTime(middle))}`, 'fill="#5b6570"'),
    ...bars,
    `<line x1="${x}" x2="${x}" y1="${top}" y2="${base}" stroke="${color}" stroke-width="2"/>`,
    ...ticks,
    ...(beyond.length === 0
      ? []
      : [
          label(
            WIDTH - RIGHT,
            top + 10,
            beyond.join(", "),
            'text-anchor="end" fill="#5b6570" font-size="10"',
          ),
        ]),
  ];
}

function placeOf(value: number, { low, high }: BinRange): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return round(LEFT + share * (WIDTH - LEFT - RIGHT));
}

const label = (x: number, y: number, content: string, attributes: string): string =>
  `<text x="${round(x)}" y="${round(y)}" ${attributes}>${xmlText(content)}</text>`;

const round = (value: number): number => Math.round(value * 10) / 10;

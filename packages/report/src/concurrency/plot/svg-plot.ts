import type { ConcurrencyStudy, StudyBackendName } from "@paceline/analysis";

import { formatMetric } from "../../quantity/format-metric.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { xmlText } from "../../words/xml-text.ts";
import { BACKEND_WORDS } from "../figure-text.ts";
import { logScale, rateLines } from "./rate-lines.ts";
import type { LogScale, RateLine, RatePlace } from "./rate-lines.ts";

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 84;
const RIGHT = 120;
const TOP = 44;
const BOTTOM = 52;

/** Okabe and Ito's palette, which people with colour blindness can tell apart; shapes differ as well. */
const COLORS: Readonly<Record<StudyBackendName, string>> = {
  "event-loop": "#0072b2",
  threads: "#d55e00",
  processes: "#009e73",
};

/** Steps per second over agents as a picture of its own, both axes logarithmic, with 95 % intervals. */
export function renderSvgPlot(study: ConcurrencyStudy): string {
  const lines = rateLines(study);
  const places = lines.flatMap(({ points }) => points);
  const scales = {
    rates: logScale(places.flatMap(endsOf)),
    agents: logScale(places.map(({ agentCount }) => agentCount)),
  };
  const title = `Throughput over agents: ${study.scenario}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(LEFT, 24, title, 'font-size="15" font-weight="600"'),
    ...(places.length === 0 ? [text(LEFT, TOP + 20, "nothing was measured", "")] : []),
    ...(places.length === 0 ? [] : axes(places, scales)),
    ...lines.flatMap((line) => lineMarks(line, scales)),
    "</svg>",
    "",
  ].join("\n");
}

interface Scales {
  readonly rates: LogScale;
  readonly agents: LogScale;
}

const endsOf = ({ stepsPerSecond, low, high }: RatePlace): readonly number[] => [
  stepsPerSecond,
  // An interval of few forks may reach far: it is cut so that the lines keep their room.
  Math.max(low ?? stepsPerSecond, stepsPerSecond / 3),
  Math.min(high ?? stepsPerSecond, stepsPerSecond * 3),
];

const xOf = ({ agents }: Scales, count: number): number =>
  round(LEFT + agents.place(count) * (WIDTH - LEFT - RIGHT));

function yOf({ rates }: Scales, rate: number): number {
  const share = Math.min(1, Math.max(0, rates.place(rate)));
  return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM));
}

function axes(places: readonly RatePlace[], scales: Scales): readonly string[] {
  const counts = [...new Set(places.map(({ agentCount }) => agentCount))];
  const { low, high } = scales.rates;
  const rates = Array.from({ length: 5 }, (_, tick) =>
    Math.exp(Math.log(low) + (tick / 4) * (Math.log(high) - Math.log(low))),
  );
  const bottom = HEIGHT - BOTTOM;
  return [
    ...rates.flatMap((rate) => {
      const y = yOf(scales, rate);
      const label = quantityText(formatMetric(rate, "per-second"));
      return [
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="#e3e6ea"/>`,
        text(LEFT - 8, y + 4, label, 'text-anchor="end" fill="#4b5563"'),
      ];
    }),
    ...counts.map((count) =>
      text(xOf(scales, count), bottom + 20, String(count), 'text-anchor="middle" fill="#4b5563"'),
    ),
    text((LEFT + WIDTH - RIGHT) / 2, bottom + 40, "agents", 'text-anchor="middle" fill="#4b5563"'),
  ];
}

function lineMarks({ backend, points }: RateLine, scales: Scales): readonly string[] {
  const color = COLORS[backend];
  const spots = points.map((point) => ({
    x: xOf(scales, point.agentCount),
    y: yOf(scales, point.stepsPerSecond),
    point,
  }));
  const path = spots.map(({ x, y }) => `${x},${y}`).join(" ");
  const last = spots.at(-1)!;
  return [
    ...spots.flatMap(({ x, point: { low, high } }) =>
      low === null || high === null
        ? []
        : [
            `<line x1="${x}" x2="${x}" y1="${yOf(scales, low)}" y2="${yOf(scales, high)}" stroke="${color}" stroke-opacity="0.35" stroke-width="5"/>`,
          ],
    ),
    `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>`,
    ...spots.map(({ x, y }) => mark(backend, x, y)),
    text(last.x + 12, last.y + 4, BACKEND_WORDS[backend], `fill="${color}" font-weight="600"`),
  ];
}

function mark(backend: StudyBackendName, x: number, y: number): string {
  const fill = `fill="${COLORS[backend]}"`;
  if (backend === "threads")
    return `<polygon points="${x},${y - 6} ${x + 6},${y + 5} ${x - 6},${y + 5}" ${fill}/>`;
  if (backend === "processes")
    return `<rect x="${x - 5}" y="${y - 5}" width="10" height="10" ${fill}/>`;
  return `<circle cx="${x}" cy="${y}" r="5" ${fill}/>`;
}

const text = (x: number, y: number, content: string, attributes: string): string =>
  `<text x="${round(x)}" y="${round(y)}" ${attributes}>${xmlText(content)}</text>`;

const round = (value: number): number => Math.round(value * 10) / 10;

import uPlot from "uplot";

import { cssColor } from "../page/theme.ts";
import { drawnPoints } from "./drawn-points.ts";
import type { Seconds } from "./drawn-points.ts";
import type { HistoryData, Line } from "./history-data.ts";
import { drawUprights, uprightsOf } from "./line-marks.ts";
import { valueText } from "./line-text.ts";

const HEIGHT = 320;
const MS_PER_SECOND = 1_000;
const SECONDS_PER_DAY = 86_400;
const POINTS_SHOWN_MAX = 400;
/** Between two marks of time: "09-01 02:00" is 75 wide. In CSS pixels. */
const TIME_SPACE_MIN = 96;
/** Narrower than this is a click, in CSS pixels. */
const SELECTED_WIDTH_MIN = 4;
/** A stretch of time. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface LineChart {
  readonly zoomTo: (zoom: Stretch | null) => void;
  readonly setCursor: (point: number) => void;
  readonly resize: (widthPx: number) => void;
  readonly destroy: () => void;
}

export interface LineChartOptions {
  readonly place: HTMLElement;
  readonly widthPx: number;
  readonly data: HistoryData;
  readonly line: Line;
  /** Points that are compared. */
  readonly chosen: () => readonly number[];
  /** Null when all of it is to be shown. */
  readonly onZoom: (zoom: Stretch | null) => void;
  /** The cursor came to a point. */
  readonly onPoint: (point: number) => void;
  /** A point was clicked. */
  readonly onChoose: (point: number) => void;
}

/** A series with the band of its intervals, its changes, and the runs that have names. */
export function drawLine(options: LineChartOptions): LineChart {
  const { place, data, line, onZoom, onChoose, onPoint } = options;
  const seconds = Float64Array.from(line.runs, (run) => data.runs[run]!.timeMs / MS_PER_SECOND);
  const whole = wholeStretch(seconds);
  let shown = whole;
  const drawn = drawnPoints(line, seconds);
  const tell = ({ cursor: { idx } }: uPlot, heard: (point: number) => void): void => {
    if (typeof idx === "number") heard(drawn.pointOf(idx));
  };
  const uprights = uprightsOf(data, line, options.chosen);
  const chart = new uPlot(
    {
      ...chartOptions(options, () => [shown.min, shown.max]),
      hooks: {
        setCursor: [(made) => tell(made, onPoint)],
        setSelect: [(made) => zoomToSelected(made, options)],
        draw: [(made) => drawUprights(made, uprights())],
      },
    },
    drawn.within(whole, options.widthPx),
    place,
  );
  chart.over.addEventListener("click", () => tell(chart, onChoose));
  chart.over.addEventListener("dblclick", () => onZoom(null));
  return {
    zoomTo(zoom) {
      shown =
        zoom === null
          ? whole
          : { min: zoom.fromMs / MS_PER_SECOND, max: zoom.toMs / MS_PER_SECOND };
      chart.batch(() => {
        if (drawn.isThinned) chart.setData(drawn.within(shown, chart.width), false);
        chart.setScale("x", shown);
      });
    },
    setCursor(point) {
      // Not told again: among points that share a column the chart would name another.
      chart.setCursor({ left: chart.valToPos(seconds[point] ?? 0, "x"), top: 0 }, false);
    },
    resize: (width) => chart.setSize({ width, height: HEIGHT }),
    destroy: () => chart.destroy(),
  };
}

function chartOptions(options: LineChartOptions, range: () => [number, number]): uPlot.Options {
  const { widthPx, line } = options;
  const lineColor = { stroke: cssColor("--line"), width: 1 };
  const axis = {
    stroke: cssColor("--ink-soft"),
    grid: lineColor,
    ticks: lineColor,
    font: "12px system-ui, sans-serif",
  };
  const bound = { stroke: "transparent", points: { show: false } };
  return {
    width: widthPx,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false, setScale: false } },
    tzDate: (second) => uPlot.tzDate(new Date(second * MS_PER_SECOND), "Etc/UTC"),
    axes: [
      { ...axis, space: TIME_SPACE_MIN, values: (_chart, splits) => axisDates(splits) },
      {
        ...axis,
        size: 84,
        values: (_chart, splits) => splits.map((value) => valueText(value, line.unit)),
      },
    ],
    scales: { x: { range } },
    bands: [{ series: [3, 2], fill: cssColor("--band") }],
    series: [
      {},
      {
        stroke: cssColor("--look-0"),
        width: 1.5,
        points: { show: line.runs.length <= POINTS_SHOWN_MAX, size: 5 },
      },
      bound,
      bound,
    ],
  };
}

/** Days as in results, "11-23"; with the time where the marks are closer than a day. All in UTC. */
function axisDates(seconds: readonly number[]): string[] {
  const step = (seconds[1] ?? Infinity) - (seconds[0] ?? 0);
  return seconds.map((second) => {
    const text = new Date(second * MS_PER_SECOND).toISOString();
    return step >= SECONDS_PER_DAY ? text.slice(5, 10) : text.slice(5, 16).replace("T", " ");
  });
}

/** One point alone gets a day on either side, so that there is an axis. */
function wholeStretch(seconds: Float64Array): Seconds {
  const [first, last] = [seconds[0] ?? 0, seconds.at(-1) ?? 0];
  return first === last
    ? { min: first - SECONDS_PER_DAY, max: last + SECONDS_PER_DAY }
    : { min: first, max: last };
}

function zoomToSelected(chart: uPlot, { onZoom }: LineChartOptions): void {
  const { left, width } = chart.select;
  if (width < SELECTED_WIDTH_MIN) return;
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  const at = (position: number): number => chart.posToVal(position, "x") * MS_PER_SECOND;
  onZoom({ fromMs: at(left), toMs: at(left + width) });
}

import type { HistoryData, Line } from "./history-data.ts";
import { drawLine } from "./line-chart.ts";
import type { LineChart, Stretch } from "./line-chart.ts";
import { createLineParts, lineControls } from "./line-parts.ts";
import { lineSurface } from "./line-surface.ts";
import { nameOf } from "./line-text.ts";
import type { ViewState } from "./view-state.ts";
import { zoomAround } from "./zoom-around.ts";

const WIDTH_MIN = 260;
const ZOOM_FACTOR = 2;

type LineState = Pick<ViewState, "zoom" | "pointA" | "pointB">;

export interface LineView {
  readonly element: HTMLElement;
  readonly update: (state: LineState) => void;
  readonly destroy: () => void;
}

interface LineViewOptions {
  readonly data: HistoryData;
  readonly line: Line;
  readonly state: LineState;
  readonly change: (state: Partial<LineState>) => void;
  readonly close: () => void;
}

/** One series: chart, what changed, the point under the cursor, two points side by side, and all numbers. */
export function createLineView(options: LineViewOptions): LineView {
  const { data, line, change } = options;
  let { state } = options;
  let point = Math.max(0, line.runs.length - 1);
  let chart: LineChart | null = null;
  const { timeOf, pointAt } = timesOf(data, line);
  const parts = createLineParts(data, line, options.close);
  const show = (at: number, isSpoken: boolean): void => {
    point = Math.min(Math.max(at, 0), line.runs.length - 1);
    parts.tell(point, isSpoken);
  };
  const whole: Stretch = { fromMs: timeOf(0), toMs: timeOf(line.runs.length - 1) };
  const zoomBy = (factor: number): void =>
    change({ zoom: zoomAround(timeOf(point), state.zoom, whole, factor) });
  const choose = (name: "pointA" | "pointB"): void => change({ [name]: timeOf(point) });
  const acts = {
    previous: () => go(point - 1),
    next: () => go(point + 1),
    first: () => go(0),
    last: () => go(line.runs.length - 1),
    chooseA: () => choose("pointA"),
    chooseB: () => choose("pointB"),
    zoomIn: () => zoomBy(1 / ZOOM_FACTOR),
    zoomOut: () => zoomBy(ZOOM_FACTOR),
    zoomAll: () => change({ zoom: null }),
    chooseNone: () => change({ pointA: null, pointB: null }),
    close: options.close,
  };
  const go = (at: number): void => {
    show(at, true);
    chart?.setCursor(point);
  };
  const surface = lineSurface(nameOf(line), acts);
  const draw = (widthPx: number): LineChart =>
    drawLine({
      place: surface,
      widthPx,
      data,
      line,
      chosen: () => [pointAt(state.pointA), pointAt(state.pointB)].filter((at) => at >= 0),
      onZoom: (zoom) => change({ zoom }),
      onPoint: (at) => show(at, false),
      onChoose(at) {
        show(at, true);
        choose(state.pointA === null || state.pointB !== null ? "pointA" : "pointB");
      },
    });
  const resized = watchWidth(surface, (widthPx) => {
    chart?.resize(widthPx);
    chart ??= draw(widthPx);
    chart.zoomTo(state.zoom);
  });
  const update = (next: LineState): void => {
    state = next;
    parts.compare(pointAt(state.pointA), pointAt(state.pointB));
    chart?.zoomTo(state.zoom);
  };
  show(point, false);
  update(state);
  return {
    element: parts.around(surface, lineControls(acts)),
    update,
    destroy() {
      resized.disconnect();
      chart?.destroy();
    },
  };
}

/** From points to the times of their runs, and back; -1 where no run of that time is. */
function timesOf(
  { runs }: HistoryData,
  line: Line,
): {
  readonly timeOf: (point: number) => number;
  readonly pointAt: (timeMs: number | null) => number;
} {
  const times = Float64Array.from(line.runs, (run) => runs[run]!.timeMs);
  return {
    timeOf: (point) => times[point] ?? 0,
    pointAt: (timeMs) => (timeMs === null ? -1 : times.indexOf(timeMs)),
  };
}

/** Calls back when the element has got a width, and at each other one. */
function watchWidth(element: HTMLElement, changed: (widthPx: number) => void): ResizeObserver {
  let knownPx = 0;
  const observer = new ResizeObserver(() => {
    const widthPx = Math.max(WIDTH_MIN, element.clientWidth);
    if (widthPx === knownPx) return;
    knownPx = widthPx;
    changed(widthPx);
  });
  observer.observe(element);
  return observer;
}

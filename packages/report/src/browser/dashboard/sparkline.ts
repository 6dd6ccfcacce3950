import { make } from "../page/dom.ts";
import { cssColor } from "../page/theme.ts";
import type { Line } from "./history-data.ts";

const WIDTH = 180;
const HEIGHT = 28;
const MARGIN = 3;

/** Draws sparklines when they come into sight: a page of hundreds must not wait for all of them. */
export function createSparklines(): {
  readonly make: (line: Line) => HTMLCanvasElement;
  readonly redraw: () => void;
} {
  const lines = new Map<Element, Line>();
  const drawn = new Set<HTMLCanvasElement>();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const line = lines.get(target);
      if (!isIntersecting || line === undefined || !(target instanceof HTMLCanvasElement)) continue;
      observer.unobserve(target);
      draw(target, line);
      drawn.add(target);
    }
  });
  return {
    make(line) {
      const canvas = make("canvas", { class: "spark", "aria-hidden": "true" });
      lines.set(canvas, line);
      observer.observe(canvas);
      return canvas;
    },
    redraw() {
      for (const canvas of drawn) {
        const line = lines.get(canvas);
        if (canvas.isConnected && line !== undefined) draw(canvas, line);
        else drawn.delete(canvas);
      }
    },
  };
}

function draw(canvas: HTMLCanvasElement, line: Line): void {
  const scale = devicePixelRatio;
  canvas.width = WIDTH * scale;
  canvas.height = HEIGHT * scale;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.scale(scale, scale);
  const values = line.values();
  const { low, high } = ends(values);
  const x = (index: number): number =>
    values.length < 2 ? WIDTH / 2 : MARGIN + (index / (values.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : MARGIN + (1 - (value - low) / (high - low)) * (HEIGHT - 2 * MARGIN);
  context.strokeStyle = cssColor("--look-0");
  context.lineWidth = 1.25;
  context.beginPath();
  const stride = Math.max(1, Math.floor(values.length / (2 * WIDTH)));
  for (let index = 0; index < values.length; index += stride) {
    // Of a stretch that shares a pixel both ends are drawn, so that no spike is lost.
    const { low: least, high: greatest } = ends(values.subarray(index, index + stride));
    context.lineTo(x(index), y(least));
    if (greatest !== least) context.lineTo(x(index), y(greatest));
  }
  context.stroke();
  for (const { point, verdict, after } of line.changes) {
    context.fillStyle = cssColor(
      verdict === "worse" ? "--bad" : verdict === "better" ? "--good" : "--warn",
    );
    context.beginPath();
    context.arc(x(point), y(after), 2.5, 0, 2 * Math.PI);
    context.fill();
  }
}

function ends(values: Float64Array): { readonly low: number; readonly high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

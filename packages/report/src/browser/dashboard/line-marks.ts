import type uPlot from "uplot";

import { cssColor } from "../page/theme.ts";
import type { HistoryData, Line } from "./history-data.ts";
import { changeText } from "./line-text.ts";

/** An upright line over the chart, with what it stands for beside it. */
interface Upright {
  readonly second: number;
  readonly color: string;
  readonly dash: readonly number[];
  readonly label: string;
  /** Rows of text from the top, or from the bottom when negative, so that labels of one kind meet only each other. */
  readonly row: number;
}

const SIGNS = { worse: "▲", better: "▼", moved: "◆" } as const;
const COLORS = { worse: "--bad", better: "--good", moved: "--warn" } as const;
/** Labels this near the right edge stand to the left of their line, in CSS pixels. */
const EDGE_PX = 120;

/** Named runs as dotted lines, changes as dashed ones with their size, and the two points that are compared. */
export function uprightsOf(
  { runs }: HistoryData,
  line: Line,
  chosen: () => readonly number[],
): () => readonly Upright[] {
  const secondOf = (point: number): number => runs[line.runs[point]!]!.timeMs / 1_000;
  const named: number[] = [];
  for (const [point, run] of line.runs.entries()) if (runs[run]!.mark !== "") named.push(point);
  // Colours are asked for at each drawing, since the theme may have changed.
  return () => [
    ...named.map((point): Upright => ({
      second: secondOf(point),
      color: cssColor("--ink-soft"),
      dash: [2, 3],
      label: runs[line.runs[point]!]!.mark,
      row: -1,
    })),
    ...line.changes.map(({ point, verdict, changeRatio }): Upright => ({
      second: secondOf(point),
      color: cssColor(COLORS[verdict]),
      dash: [6, 4],
      label: `${SIGNS[verdict]} ${changeText(changeRatio)}`,
      row: 0,
    })),
    ...chosen().map((point, index): Upright => ({
      second: secondOf(point),
      color: cssColor("--accent"),
      dash: [],
      label: index === 0 ? "A" : "B",
      row: 1,
    })),
  ];
}

export function drawUprights(chart: uPlot, uprights: readonly Upright[]): void {
  const { ctx, bbox } = chart;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `${12 * scale}px system-ui, sans-serif`;
  ctx.lineWidth = scale;
  for (const { second, color, dash, label, row } of uprights) {
    const x = Math.round(chart.valToPos(second, "x", true));
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.setLineDash(dash.map((length) => length * scale));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const isAtEdge = x > bbox.left + bbox.width - EDGE_PX * scale;
    ctx.textAlign = isAtEdge ? "right" : "left";
    const y =
      row < 0 ? bbox.top + bbox.height + 8 * row * scale : bbox.top + (14 + 16 * row) * scale;
    ctx.fillText(label, x + (isAtEdge ? -5 : 5) * scale, y);
  }
  ctx.restore();
}

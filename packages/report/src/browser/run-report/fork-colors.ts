import { cssColor } from "../page/theme.ts";

/** Colours of forks come from the style sheet and repeat after six: forks are alike, and only must be told apart. */
const COLOR_COUNT = 6;

export const forkColor = (fork: number): string => cssColor(`--look-${fork % COLOR_COUNT}`);

/** What uPlot draws axes with, in the theme of the page. */
export const axisStyle = (): {
  readonly stroke: string;
  readonly grid: { readonly stroke: string; readonly width: number };
  readonly ticks: { readonly stroke: string; readonly width: number };
  readonly font: string;
} => ({
  stroke: cssColor("--ink-soft"),
  grid: { stroke: cssColor("--line"), width: 1 },
  ticks: { stroke: cssColor("--line"), width: 1 },
  font: "12px system-ui, sans-serif",
});

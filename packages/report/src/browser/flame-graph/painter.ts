import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import type { ViewState } from "../../flame-graph/view/view-state.ts";
import { cssColor, themeInForce } from "../page/theme.ts";
import { createBoxText } from "./box-text.ts";
import type { BoxText } from "./box-text.ts";
import { paletteOf } from "./box-colors.ts";
import type { Derived } from "./derived.ts";
import { drawScene, outlineBox } from "./draw-scene.ts";
import type { BoxLook, BoxRef } from "./draw-scene.ts";
import { drawTime } from "./draw-time.ts";
import type { Stage } from "./stage.ts";
import { ROW_PX } from "./viewport.ts";
import type { Viewport } from "./viewport.ts";

/** Of the labels; its characters are all of one width. */
const FONT = '11.5px ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

interface CanvasColors {
  readonly canvas: string;
  readonly ink: string;
  readonly match: string;
  readonly matchInk: string;
  readonly hatch: string;
}

export interface Painter {
  readonly viewport: (state: ViewState) => Viewport;
  /** @param outlined - boxes to draw a line around. */
  readonly paint: (state: ViewState, outlined: readonly BoxRef[]) => void;
  readonly palette: (state: ViewState) => readonly string[];
}

/** Puts on the canvas what a state asks for. */
export function createPainter(model: FlameModel, derived: Derived, stage: Stage): Painter {
  const { context } = stage;
  context.font = FONT;
  const text = createBoxText(context);
  const palettes = { light: paletteOf("light"), dark: paletteOf("dark") };
  // Asking the style sheet takes longer than drawing a row.
  const known = new Map<string, CanvasColors>();
  const canvasColors = ({ theme }: ViewState): CanvasColors => {
    const inForce = themeInForce(theme);
    const colors = known.get(inForce) ?? {
      canvas: cssColor("--canvas"),
      ink: cssColor("--ink"),
      match: cssColor("--match"),
      matchInk: cssColor("--match-ink"),
      hatch: cssColor("--hatch"),
    };
    known.set(inForce, colors);
    return colors;
  };
  const palette: Painter["palette"] = ({ theme }) => palettes[themeInForce(theme)];
  const viewport: Painter["viewport"] = (state) => {
    const width = widthOf(derived, state);
    const seen = stage.viewport({ from: state.from * width, to: state.to * width });
    return { ...seen, topPx: seen.topPx - sparePx(derived, state, seen.heightPx) };
  };
  return {
    viewport,
    palette,
    paint(state, outlined) {
      const colors = canvasColors(state);
      stage.clear(colors.canvas);
      context.font = FONT;
      const view = viewport(state);
      const look = lookOf(model, {
        derived,
        state,
        text,
        palette: palette(state),
        context,
        colors,
      });
      if (state.view === "time") {
        const scene = derived.timeScene(state);
        if (scene !== null) drawTime(context, scene, view, look);
        return;
      }
      const scene = derived.scene(state);
      drawScene(context, scene, view, look);
      context.globalAlpha = 1;
      context.strokeStyle = colors.ink;
      context.lineWidth = 2;
      for (const box of outlined)
        if (box.panel < scene.panels.length && box.position < scene.panels[box.panel]!.placed.count)
          outlineBox(context, scene, view, box);
    },
  };
}

/** Where few rows do not fill the stage: a flame graph stands on its floor, an icicle hangs from its ceiling. */
function sparePx(derived: Derived, state: ViewState, heightPx: number): number {
  if (state.view === "icicle" || state.view === "time") return 0;
  const sparePxAll = Math.max(0, heightPx - derived.scene(state).rowCount * ROW_PX);
  return state.view === "sandwich" ? Math.floor(sparePxAll / 2) : sparePxAll;
}

/** Width of everything in units of weight; of a time line, in its time. */
export function widthOf(derived: Derived, state: ViewState): number {
  if (state.view !== "time") return derived.scene(state).width;
  const line = derived.timeScene(state)?.line;
  return line === undefined ? 0 : line.edges[line.count]!;
}

interface LookInput {
  readonly derived: Derived;
  readonly state: ViewState;
  readonly text: BoxText;
  readonly palette: readonly string[];
  readonly context: CanvasRenderingContext2D;
  readonly colors: CanvasColors;
}

function lookOf(
  model: FlameModel,
  { derived, state, text, palette, context, colors }: LookInput,
): BoxLook {
  const boxes = state.view === "time" ? [] : derived.boxes(state);
  const names = model.frames.names;
  return {
    palette,
    colors: boxes.map((box) => box.colors),
    hatched: boxes.map(({ hatched }) => hatched),
    stripes: boxes.map(({ stripes }) => stripes),
    hatch: boxes.some(({ hatched }) => hatched !== null) ? hatchOf(context, colors.hatch) : null,
    matches: derived.search(state)?.matches ?? null,
    matchColor: colors.match,
    matchInk: colors.matchInk,
    ink: colors.ink,
    nameOf: (frame) => names[frame] ?? derived.nameOf(state, frame),
    text,
  };
}

/** Thin slanted lines over boxes that only one side has. */
function hatchOf(context: CanvasRenderingContext2D, color: string): CanvasPattern | null {
  const tile = document.createElement("canvas");
  tile.width = 8;
  tile.height = 8;
  const lines = tile.getContext("2d")!;
  lines.strokeStyle = color;
  lines.lineWidth = 1.5;
  for (const shift of [-8, 0, 8]) {
    lines.moveTo(shift, 8);
    lines.lineTo(shift + 8, 0);
  }
  lines.stroke();
  return context.createPattern(tile, "repeat");
}

/** What a pointer or a wheel asks for, in CSS pixels of the canvas. */
export interface PointerWishes {
  readonly hover: (xPx: number, yPx: number) => void;
  readonly leave: () => void;
  readonly click: (xPx: number, yPx: number, event: MouseEvent) => void;
  /** Moves the picture sideways. */
  readonly pan: (byPx: number) => void;
  /** More than 1 brings it nearer. */
  readonly zoom: (factor: number, xPx: number) => void;
}

/** A pointer that moved farther than this while pressed was dragged, and did not click. */
const DRAG_PX_MIN = 4;
const WHEEL_PX_PER_DOUBLING = 240;

/** Translates the pointer's events; the wheel without a key still scrolls the rows. */
export function watchPointer(canvas: HTMLCanvasElement, wishes: PointerWishes): void {
  let pressed: { readonly xPx: number; lastPx: number; isDragged: boolean } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pressed = { xPx: event.offsetX, lastPx: event.offsetX, isDragged: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (pressed === null || event.buttons === 0) {
      wishes.hover(event.offsetX, event.offsetY);
      return;
    }
    if (!pressed.isDragged && Math.abs(event.offsetX - pressed.xPx) < DRAG_PX_MIN) return;
    if (!pressed.isDragged) canvas.setPointerCapture(event.pointerId);
    pressed.isDragged = true;
    wishes.leave();
    wishes.pan(pressed.lastPx - event.offsetX);
    pressed.lastPx = event.offsetX;
  });
  canvas.addEventListener("click", (event) => {
    const wasDragged = pressed?.isDragged ?? false;
    pressed = null;
    if (!wasDragged) wishes.click(event.offsetX, event.offsetY, event);
  });
  canvas.addEventListener("pointerleave", wishes.leave);
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        wishes.zoom(2 ** (-event.deltaY / WHEEL_PX_PER_DOUBLING), event.offsetX);
        return;
      }
      const sidewaysPx = event.shiftKey ? event.deltaX + event.deltaY : event.deltaX;
      if (sidewaysPx === 0) return;
      event.preventDefault();
      wishes.pan(sidewaysPx);
    },
    { passive: false },
  );
}

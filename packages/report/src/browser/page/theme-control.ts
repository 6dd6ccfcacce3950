import { makeButton } from "./dom.ts";
import { applyTheme, otherTheme, themeInForce, watchSystemTheme } from "./theme.ts";
import type { ThemeChoice } from "./theme.ts";

/** Told after the theme changed, so that what is drawn by script can be drawn again. */
export const THEME_CHANGED = "paceline-theme";

/** A button for the other theme; the system's is followed until it is pressed. */
export function themeControl(place: Element): void {
  let choice: ThemeChoice = "system";
  const button = makeButton("", () => {
    choice = otherTheme(choice);
    applyTheme(choice);
    show();
    dispatchEvent(new Event(THEME_CHANGED));
  });
  const show = (): void => {
    button.textContent = themeInForce(choice) === "dark" ? "Light theme" : "Dark theme";
  };
  show();
  place.append(button);
  watchSystemTheme(() => {
    show();
    dispatchEvent(new Event(THEME_CHANGED));
  });
}

export type ThemeChoice = "system" | "light" | "dark";

const darkQuery = matchMedia("(prefers-color-scheme: dark)");

/** Applies a choice to the page: the style sheet follows `color-scheme`. */
export function applyTheme(choice: ThemeChoice): void {
  document.documentElement.style.colorScheme = choice === "system" ? "" : choice;
}

/** The theme that a choice comes to here and now, for what is drawn by script. */
export const themeInForce = (choice: ThemeChoice): "light" | "dark" =>
  choice === "system" ? (darkQuery.matches ? "dark" : "light") : choice;

/** The other one of what is seen; when that is what the system wants, the system is followed again. */
export function otherTheme(choice: ThemeChoice): ThemeChoice {
  const other = themeInForce(choice) === "dark" ? "light" : "dark";
  return other === themeInForce("system") ? "system" : other;
}

/** Calls back when the system's theme changes. */
export function watchSystemTheme(changed: () => void): void {
  darkQuery.addEventListener("change", changed);
}

const probe = document.createElement("span");

/** A colour of the style sheet as the theme in force has it, for the canvas. */
export function cssColor(name: string): string {
  if (!probe.isConnected) {
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

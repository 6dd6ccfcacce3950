import { styleText } from "node:util";

/** The few roles that colour plays. Each is also told by a word or a sign, for those who see no colour. */
export interface Paint {
  readonly heading: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
}

type Style = Parameters<typeof styleText>[0];

/** Whether there is colour is decided by who knows the terminal, not here. */
export function createPaint(isColored: boolean): Paint {
  const paint =
    (style: Style) =>
    (text: string): string =>
      isColored && text !== "" ? styleText(style, text, { validateStream: false }) : text;
  return {
    heading: paint("bold"),
    quiet: paint("dim"),
    good: paint("green"),
    bad: paint("red"),
    doubtful: paint("yellow"),
  };
}

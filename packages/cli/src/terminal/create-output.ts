import type { Output } from "./command-io.ts";

const WIDTH_DEFAULT = 80;

type Environment = Readonly<Record<string, string | undefined>>;

/** What is used of `process.stdout` and `process.stderr`. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
}

/**
 * An output on a stream. The width is read anew each time, since a terminal can be resized while a run is
 * under way.
 */
export function createOutput(stream: OutputStream, environment: Environment): Output {
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    isColored: isColored(isTerminal, environment),
    get width() {
      return stream.columns ?? widthFrom(environment["COLUMNS"]) ?? WIDTH_DEFAULT;
    },
    write(text) {
      stream.write(text);
    },
  };
}

/**
 * FORCE_COLOR decides when it is set, as in Node itself; then NO_COLOR (no-color.org), then a dumb terminal,
 * then whether it is one at all.
 */
function isColored(isTerminal: boolean, environment: Environment): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = environment;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (refused !== undefined && refused !== "") return false;
  return isTerminal && terminal !== "dumb";
}

function widthFrom(columns: string | undefined): number | undefined {
  const width = Number(columns);
  return Number.isSafeInteger(width) && width > 0 ? width : undefined;
}

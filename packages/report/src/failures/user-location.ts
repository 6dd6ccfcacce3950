import type { ErrorRecord } from "@paceline/core";

import { safeLine } from "../words/safe-text.ts";

/**
 * Where in the user's code an error comes from: `bench/a.bench.ts:3:9`.
 *
 * The first line of the stack that is in the benchmark's file; failing that, the first one that is
 * neither Node's own nor ours, since the code under test is what the file calls.
 *
 * @param file - relative to the root, with forward slashes, as in result documents.
 */
export function userLocation({ stack }: ErrorRecord, file: string): string | null {
  if (stack === undefined) return null;
  const places = stack
    .split("\n")
    .map((line) => STACK_PLACE.exec(line.trim())?.[1])
    .filter((place) => place !== undefined)
    .map((place) => place.replace(/^file:\/\//, "").replaceAll("\\", "/"));
  const inFile = places.find((place) => place.includes(`${file}:`));
  if (inFile !== undefined) return safeLine(inFile.slice(inFile.indexOf(`${file}:`)));
  const foreign = places.find((place) => !isOwnPlace(place));
  return foreign === undefined ? null : safeLine(foreign);
}

/** "at fn (place:3:9)", "at place:3:9", or the bare "place:3" that a syntax error starts with. */
const STACK_PLACE = /^(?:at .*\(|at )?([^()]+:\d+(?::\d+)?)\)?$/;

const isOwnPlace = (place: string): boolean =>
  place.startsWith("node:") ||
  place.includes("/node_modules/@paceline/") ||
  /\/packages\/(?:harness|core|cli)\//.test(place);

import { existsSync } from "node:fs";
import { resolve } from "node:path";

import type { CarriedProfiles, RunResult } from "@paceline/core";
import { InvalidOptionError } from "@paceline/core/errors";
import { readProfile } from "@paceline/profile";
import type { Profile } from "@paceline/profile";

import { readResultFile } from "../judge/read-reference.ts";
import { isAbout } from "../kept-profiles/is-about.ts";
import { isOwn, OWN_RESULTS } from "../run/replaceable-file.ts";

/** Profiles of one benchmark that two result documents carry. */
export interface CarriedSides {
  readonly benchmarkId: string;
  /** Projects that they were recorded in. */
  readonly roots: readonly string[];
  readonly base: readonly Profile[];
  readonly head: readonly Profile[];
}

/**
 * Reads the profiles that two results carry, of the benchmark named, or of the only one that both carry any of.
 *
 * @returns null when neither name is of a result.
 * @throws {InvalidOptionError} when only one is, or there is no one benchmark to compare.
 * @throws {ResultUnreadableError} when a result is damaged.
 * @throws {ProfileUnreadableError} when a profile in one is.
 */
export async function readCarriedProfiles(
  names: readonly [base: string, head: string],
  benchmark: string | undefined,
  cwd: string,
): Promise<CarriedSides | null> {
  const areResults = await Promise.all(
    names.map((name) => isOwn(resolve(cwd, name), { optionName: "arguments", name }, OWN_RESULTS)),
  );
  if (!areResults.includes(true)) {
    if (benchmark === undefined) return null;
    throw refusal("--benchmark", "two results to choose it from", names.join(" "));
  }
  const other = names[areResults.indexOf(false)];
  if (other !== undefined) {
    const isThere = existsSync(resolve(cwd, other));
    const expected = isThere ? "another result, like the other side" : "a result that is there";
    throw refusal("arguments", expected, other);
  }
  const base = carriersIn(await readResultFile(resolve(cwd, names[0])), names[0]);
  const head = carriersIn(await readResultFile(resolve(cwd, names[1])), names[1]);
  const ids = [...base.keys()].filter((id) => head.has(id));
  const benchmarkId = chosenOf(ids, benchmark);
  const profilesOf = (carriers: Carriers, name: string): readonly Profile[] =>
    carriers
      .get(benchmarkId)!
      .files.map((packed, index) =>
        readProfile(Buffer.from(packed, "base64"), `${name}, ${benchmarkId}, profile ${index + 1}`),
      );
  return {
    benchmarkId,
    roots: [base, head].map((carriers) => carriers.get(benchmarkId)!.root),
    base: profilesOf(base, names[0]),
    head: profilesOf(head, names[1]),
  };
}

/** Packed profiles by the id of their benchmark. */
type Carriers = ReadonlyMap<string, CarriedProfiles>;

function carriersIn(run: RunResult, name: string): Carriers {
  const carriers = new Map<string, CarriedProfiles>();
  for (const { id, profiles } of run.benchmarks) {
    if (profiles !== undefined && profiles.files.length > 0) carriers.set(id, profiles);
  }
  if (carriers.size === 0)
    throw refusal(
      "arguments",
      "a result that carries profiles, as paceline run --profiles 8 keeps",
      name,
    );
  return carriers;
}

const SHOWN_COUNT_MAX = 8;

function chosenOf(ids: readonly string[], benchmark: string | undefined): string {
  const meant = benchmark === undefined ? ids : meantBy(benchmark, ids);
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  const shown = (meant.length > 0 ? meant : ids).slice(0, SHOWN_COUNT_MAX).join(", ");
  const expected = `one benchmark that both results carry profiles of: ${shown || "there is none"}`;
  throw refusal("--benchmark", expected, benchmark ?? "nothing");
}

/** An id that is written as it is means itself, whatever else it may mean. */
const meantBy = (benchmark: string, ids: readonly string[]): readonly string[] =>
  ids.includes(benchmark) ? [benchmark] : ids.filter((id) => isAbout(benchmark, id));

const refusal = (path: string, expected: string, received: string): InvalidOptionError =>
  new InvalidOptionError([{ path, expected, received }]);

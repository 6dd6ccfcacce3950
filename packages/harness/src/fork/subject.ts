import { createRandom } from "@paceline/core/random";

import type { BenchContext } from "../bench.ts";
import type { AnyBenchOptions, Registry } from "../registry.ts";
import type { ForkRequest } from "./protocol.ts";
import { UserFailure } from "./user-failure.ts";

/** The benchmark that this fork measures, as its file registered it. */
export interface Subject {
  readonly options: AnyBenchOptions;
  readonly run: (state: unknown, input: unknown) => unknown;
  readonly context: BenchContext;
}

/** @throws {UserFailure} when the file, loaded once more, does not register what discovery saw. */
export function findSubject(
  { registrations }: Registry,
  request: Pick<ForkRequest, "group" | "name" | "parameters" | "seed" | "size" | "services">,
): Subject {
  const { group, name, parameters, seed, size, services } = request;
  const found = registrations.find((each) => each.group === group && each.name === name);
  if (found === undefined) {
    throw new UserFailure(
      "missing",
      `the file did not register it again: registration must not vary`,
    );
  }
  const context: BenchContext = { parameters, seed, random: createRandom(seed), size, services };
  return { options: found.options, run: found.run, context };
}

/**
 * Asks the benchmark's own `check` about a result, and waits for the answer: a promise of false is a no.
 *
 * @throws {UserFailure} when it returns false or throws.
 */
export async function checkResult(
  { options, context }: Subject,
  state: unknown,
  result: unknown,
): Promise<void> {
  if (options.check === undefined) return;
  let verdict: boolean | void;
  try {
    verdict = await options.check(result, state, context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFailure("wrong-result", reason, { cause: error });
  }
  if (verdict === false) {
    throw new UserFailure("wrong-result", `check returned false for ${describeResult(result)}`);
  }
}

const RESULT_TEXT_LENGTH_MAX = 200;

function describeResult(result: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(result) ?? String(result);
  } catch {
    // A result that JSON cannot hold (a cycle, a bigint) is still named by its kind.
    text = Object.prototype.toString.call(result);
  }
  return text.length > RESULT_TEXT_LENGTH_MAX ? `${text.slice(0, RESULT_TEXT_LENGTH_MAX)}…` : text;
}

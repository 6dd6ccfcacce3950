import type { Comparison } from "./comparison.ts";
import type { GoldenFile, GoldenRecord } from "./golden-file.ts";
import { runAgentCase } from "./suites/agent-case.ts";
import { runLegacyFactorisedCase, runModernCase } from "./suites/factorised-case.ts";
import { MATHS_RUNNERS, MODERN_MATHS_RUNNERS } from "./suites/function-cases.ts";
import { runLearningCase } from "./suites/learning-case.ts";
import { runMessageAgentCase } from "./suites/message-agent-case.ts";
import { runRecursiveSearchCase } from "./suites/recursive-search-case.ts";
import { runSequenceLearningCase } from "./suites/sequence-learning-case.ts";
import { runSequenceCase } from "./suites/sequence-case.ts";

/** Plays one case against the engine and notes every difference. */
export type CaseRunner = (golden: GoldenRecord, comparison: Comparison) => void;

/** One thing to run: a case of a suite, or one vector of a function. */
export interface ParityCase {
  readonly id: string;
  readonly run: (comparison: Comparison) => void;
}

/** Runner of the cases of each suite, by the `suite` field of its file. */
const CASE_RUNNERS: Readonly<Record<string, CaseRunner>> = {
  core: runAgentCase,
  learning: runLearningCase,
  legacy_factorized: runLegacyFactorisedCase,
  legacy_sophisticated: runRecursiveSearchCase,
  mmp: runMessageAgentCase,
  modern_fpi: runModernCase,
  modern_learning: runSequenceLearningCase,
  seed_models: runAgentCase,
  modern_sequence: runSequenceCase,
};

/** Runner of each function of a function-level suite, by suite and function. */
const FUNCTION_RUNNERS: Readonly<Record<string, Readonly<Record<string, CaseRunner>>>> = {
  maths: MATHS_RUNNERS,
  modern_maths: MODERN_MATHS_RUNNERS,
};

/** Everything to run in a file. What has no runner is a case that fails, so that nothing is skipped silently. */
export function listParityCases(file: GoldenFile): readonly ParityCase[] {
  const runCase = CASE_RUNNERS[file.suite];
  const cases = file.cases.map((golden, index) =>
    createCase(typeof golden["id"] === "string" ? golden["id"] : `case-${index}`, golden, runCase),
  );
  const vectors = Object.entries(file.functions).flatMap(([name, goldens]) =>
    goldens.map((golden, index) =>
      createCase(`${name}-${index}`, golden, FUNCTION_RUNNERS[file.suite]?.[name]),
    ),
  );
  return [...cases, ...vectors];
}

function createCase(id: string, golden: GoldenRecord, runner: CaseRunner | undefined): ParityCase {
  return {
    id,
    run(comparison) {
      if (runner === undefined) throw new TypeError(`no runner knows how to play ${id}`);
      runner(golden, comparison);
    },
  };
}

import type { OptionIssue } from "@paceline/core";

/** How large a change must be to count, for the benchmarks and metrics it names. */
export interface ThresholdRule {
  /** An id, a group, a name or a file without its ending; `*` stands for anything. Default: all. */
  readonly benchmark?: string;
  /** "time", or a metric that the benchmark declares; `*` stands for anything. Default: all. */
  readonly metric?: string;
  /** Relative change: 0.1 is 10 %, in either direction. In (0, 10]. */
  readonly ratio: number;
}

/** What of a benchmark a rule may name. */
export interface ThresholdSubject {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly file: string;
}

/**
 * Smallest change of time that counts where no rule says otherwise. Below it, what is left after interleaving
 * (string-hash seeds, an occasional other choice of the JIT) is as large as the change itself.
 */
export const THRESHOLD_RATIO_DEFAULT = 0.05;

/**
 * Of what a benchmark measures of itself, such as the 99th percentile of a latency. A process tells it once, so no
 * median over rounds and no taking of turns makes it as steady as time.
 */
export const OWN_METRIC_THRESHOLD_RATIO = 0.1;

/** What the built-in suite promises: 20 % for memory, 10 % for spawning, 15 % for message throughput. */
export const SUITE_THRESHOLDS: readonly ThresholdRule[] = [
  // Of every benchmark: what is allocated or kept depends on what the compiler happens to optimise away.
  { metric: "*Bytes*", ratio: 0.2 },
  { benchmark: "agent-spawning*", ratio: 0.1 },
  { benchmark: "message-throughput*", ratio: 0.15 },
  { benchmark: "memory-usage*", ratio: 0.2 },
];

/** The first rule that matches decides; rules of the user come before those of the suite. */
export function thresholdFor(
  rules: readonly ThresholdRule[],
  subject: ThresholdSubject,
  metric: string,
): number {
  for (const rule of [...rules, ...SUITE_THRESHOLDS]) {
    if (rule.metric !== undefined && !matches(rule.metric, metric)) continue;
    if (rule.benchmark === undefined || isNamed(rule.benchmark, subject)) return rule.ratio;
  }
  return metric === "time" || metric === "throughput"
    ? THRESHOLD_RATIO_DEFAULT
    : OWN_METRIC_THRESHOLD_RATIO;
}

/** Everything wrong with a list of rules, as issues of the option at `path`. */
export function thresholdIssues(rules: readonly ThresholdRule[], path: string): OptionIssue[] {
  return rules.flatMap(({ ratio }, index) =>
    Number.isFinite(ratio) && ratio > 0 && ratio <= 10
      ? []
      : [
          {
            path: `${path}[${index}].ratio`,
            expected: "a number above 0 and at most 10, such as 0.1 for 10 %",
            received: ratio,
          },
        ],
  );
}

function isNamed(pattern: string, { id, group, name, file }: ThresholdSubject): boolean {
  const baseName = file.slice(file.lastIndexOf("/") + 1).replace(/\.bench\.[a-z]+$/, "");
  return [id, group, name, baseName].some((candidate) => matches(pattern, candidate));
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(text);
}

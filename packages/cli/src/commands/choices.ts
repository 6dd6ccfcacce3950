import type { PresetName } from "@paceline/harness";
import type { TimerName } from "@paceline/core";
import type {
  BetweenStatisticName,
  ColumnName,
  GroupKey,
  SortOrder,
  TimeUnit,
} from "@paceline/report";

/**
 * The compiler holds each list against its type, in both directions: a name that is missing here or that
 * no longer exists does not compile. So `--help` knows all choices and loads none of the rooms they are from.
 */
const everyOf =
  <Union extends string>() =>
  <const Names extends readonly Union[]>(
    names: [Union] extends [Names[number]] ? Names : never,
  ): Names =>
    names;

export const PRESET_CHOICES = everyOf<PresetName>()(["smoke", "quick", "standard", "thorough"]);

export const TIMER_CHOICES = everyOf<TimerName>()(["monotonic", "performance-now", "cpu"]);

export const COLUMN_CHOICES = everyOf<ColumnName>()([
  "min",
  "max",
  "mean",
  "stddev",
  "median",
  "interval",
  "margin",
  "iqr",
  "outliers",
  "ops",
  "items",
  "rounds",
  "iterations",
  "allocated",
  "ratio",
  "p95",
  "p99",
  "mad",
  "forks",
]);

export const SORT_CHOICES = everyOf<SortOrder>()([
  "defined",
  "name",
  "min",
  "max",
  "mean",
  "stddev",
  "median",
  "iqr",
]);

export const GROUP_CHOICES = everyOf<Exclude<GroupKey, `param:${string}`>>()([
  "group",
  "name",
  "file",
  "params",
  "all",
]);

export const TIME_UNIT_CHOICES = everyOf<TimeUnit>()(["auto", "ns", "us", "ms", "s"]);

export const FORMAT_CHOICES = ["text", "json", "markdown"] as const;

export const BETWEEN_CHOICES = everyOf<BetweenStatisticName>()([
  "min",
  "max",
  "mean",
  "stddev",
  "median",
  "iqr",
  "mad",
  "p95",
  "p99",
  "ops",
]);

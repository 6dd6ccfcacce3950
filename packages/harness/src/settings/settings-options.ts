import type { TimerName } from "@paceline/core";

/**
 * How to measure, as a person says it: on the command line, in `bench(…)`, in the config. The first of
 * these that names an option wins; after them come the preset and the default. The command comes first so
 * that a person can shorten anything.
 */
export interface SettingsOptions {
  /**
   * Timed rounds per fork at least, however long they take.
   *
   * @defaultValue 5
   */
  readonly minRounds?: number;
  /**
   * Rounds run before the first timed one at least; warm-up goes on until rounds are steady.
   *
   * @defaultValue 2
   */
  readonly warmupRounds?: number;
  /**
   * A round lasts at least this many times the precision of the timer.
   *
   * @defaultValue 10
   */
  readonly calibrationPrecision?: number;
  /**
   * Keeps garbage collections out of timed rounds as far as V8 allows: large young generation, collection
   * between rounds. Rounds that were hit all the same are told.
   *
   * @defaultValue false
   */
  readonly disableGc?: boolean;
  /** Milliseconds of timed rounds per fork, unless `minRounds` needs more. The preset's when not said. */
  readonly maxTimeMs?: number;
  /** Fresh processes per benchmark. The preset's when not said. */
  readonly forks?: number;
  /**
   * Fresh processes at most: a benchmark whose forks differ too much for a change of its threshold to be told gets more
   * than `forks`, as long as the run takes no more than twice its time. `forks` when only those are said, else the preset's.
   */
  readonly maxForks?: number;
  /**
   * Clock of the rounds.
   *
   * @defaultValue "monotonic"
   */
  readonly timer?: TimerName;
  /**
   * Milliseconds after which a fork is killed, from its start to its end.
   *
   * @defaultValue 60000
   */
  readonly timeLimitMs?: number;
}

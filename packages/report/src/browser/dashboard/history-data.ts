import type { DashboardChange, DashboardHeader } from "../../dashboard/dashboard-model.ts";
import type { PackedColumns } from "../../page/columns.ts";
import type { PageLink } from "../../page/page-link.ts";

/** A run as the page tells of it. */
export interface Run {
  readonly timeMs: number;
  readonly commit: string;
  readonly isDirty: boolean;
  readonly host: string;
  readonly runtime: string;
  /** "release v1.0.0" or "baseline"; empty for most. */
  readonly mark: string;
}

export interface Line {
  readonly index: number;
  readonly benchmark: string;
  readonly group: string;
  readonly metric: string;
  readonly unit: string;
  readonly direction: "lower" | "higher" | "none";
  readonly machine: string;
  readonly runtime: string;
  /** Numbers of runs, ascending in time. */
  readonly runs: Float64Array;
  /** In `unit`; read when first asked for, since a page of hundreds of lines shows few. */
  readonly values: () => Float64Array;
  /** Ends of the 95 % interval; NaN where a run told none. */
  readonly low: (point: number) => number;
  readonly high: (point: number) => number;
  readonly changes: readonly DashboardChange[];
  /** Profiles of the benchmark. */
  readonly links: readonly PageLink[];
}

export interface HistoryData {
  readonly header: DashboardHeader;
  readonly runs: readonly Run[];
  readonly lines: readonly Line[];
}

/** Undoes `packDashboard`. */
export function readHistory({ header: packed, columns }: PackedColumns): HistoryData {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by packDashboard, into the same file
  const header = packed as DashboardHeader;
  const column = (name: string): Float64Array => columns.get(name) ?? new Float64Array(0);
  const text = (place: number): string => header.texts[place] ?? "";
  const marks = new Map(header.marks.map(({ run, label }) => [run, label]));
  const commits = column("runCommits");
  const dirty = column("runDirty");
  const hosts = column("runHosts");
  const runtimes = column("runRuntimes");
  const runs = Array.from(column("runTimes"), (timeMs, index): Run => ({
    timeMs,
    commit: text(commits[index]!),
    isDirty: dirty[index] === 1,
    host: text(hosts[index]!),
    runtime: text(runtimes[index]!),
    mark: marks.get(index) ?? "",
  }));
  return { header, runs, lines: readLines(header, column) };
}

function readLines(
  header: DashboardHeader,
  column: (name: string) => Float64Array,
): readonly Line[] {
  const [counts, scales, pointRuns] = [column("counts"), column("scales"), column("pointRuns")];
  const [values, lows, highs] = [column("values"), column("lows"), column("highs")];
  const text = (place: number): string => header.texts[place] ?? "";
  const changes = Map.groupBy(header.changes, ({ series }) => series);
  let offset = 0;
  return header.series.map((series, index): Line => {
    const [start, end] = [offset, offset + counts[index]!];
    offset = end;
    const low = scales[2 * index]!;
    const span = scales[2 * index + 1]! - low;
    const toValue = (step: number): number => {
      const scaled = low + (step / header.stepCount) * span;
      return series.isLogarithmic ? Math.exp(scaled) : scaled;
    };
    const bound =
      (distances: Float64Array, sign: number) =>
      (point: number): number => {
        const distance = distances[start + point] ?? 0;
        return distance === 0 ? NaN : toValue(values[start + point]! + sign * (distance - 1));
      };
    const benchmark = text(series.benchmark);
    return {
      index,
      benchmark,
      group: benchmark.slice(
        0,
        Math.max(0, benchmark.lastIndexOf("/", afterParameters(benchmark))),
      ),
      metric: text(series.metric),
      unit: text(series.unit),
      direction: series.direction,
      machine: text(series.machine),
      runtime: text(series.runtime),
      runs: pointRuns.subarray(start, end),
      values: once(() => values.subarray(start, end).map(toValue)),
      low: bound(lows, -1),
      high: bound(highs, 1),
      changes: changes.get(index) ?? [],
      links: series.links,
    };
  });
}

/** Where the parameters of a benchmark's id begin: a slash among them parts no group. */
function afterParameters(benchmark: string): number {
  const bracket = benchmark.indexOf("[");
  return bracket === -1 ? benchmark.length : bracket;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

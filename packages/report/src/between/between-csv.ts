import { csvCell } from "../formats/csv/csv-cell.ts";
import type { BetweenTable } from "./between-table.ts";

/** Full precision, a row for each benchmark and statistic; the verdicts are rows of their own. */
export function renderBetweenCsv({
  names,
  benchmarks,
  statistics,
  verdicts,
}: BetweenTable): string {
  const rows = benchmarks.flatMap((id, index) => [
    ...statistics.map(({ name, unit, rows: values }) => [id, name, unit, ...(values[index] ?? [])]),
    [id, "ratio", "ratio", 1, ...(verdicts[index] ?? []).map(({ ratio }) => ratio)],
    [id, "verdict", "", "", ...(verdicts[index] ?? []).map(({ verdict }) => verdict)],
  ]);
  return [["benchmark", "statistic", "unit", ...names], ...rows, []]
    .map((row) => row.map(csvCell).join(","))
    .join("\r\n");
}

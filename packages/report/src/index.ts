export { renderMarkdown } from "./formats/markdown/render-markdown.ts";
export { renderFailures } from "./formats/text/failures-section.ts";
export { renderText, WIDTH_MIN } from "./formats/text/render-text.ts";
export type { TableOptions, TextOptions } from "./formats/text/render-text.ts";
export { leakOutcomeOf } from "./memory/leak-outcome.ts";
export type { LeakOutcome } from "./memory/leak-outcome.ts";
export { formatElapsed, TIME_UNITS } from "./quantity/format-time.ts";
export type { TimeUnit } from "./quantity/format-time.ts";
export { hasFailures, outcomeOf } from "./run/run-outcome.ts";
export type { RunOutcome } from "./run/run-outcome.ts";
export { COLUMN_NAMES, COLUMNS } from "./table/columns.ts";
export type { ColumnName } from "./table/columns.ts";
export { GROUP_KEYS } from "./table/group-benchmarks.ts";
export type { GroupKey } from "./table/group-benchmarks.ts";
export { SORT_ORDERS } from "./table/sort-benchmarks.ts";
export type { SortOrder } from "./table/sort-benchmarks.ts";
export {
  displayWidth,
  padEnd,
  padStart,
  truncateEnd,
  truncateMiddle,
} from "./words/display-width.ts";
export { createPaint } from "./words/paint.ts";
export type { Paint } from "./words/paint.ts";
export { safeLine, safeLines } from "./words/safe-text.ts";
export { hangingParagraph, wrapWords } from "./words/wrap-words.ts";
export { renderVerdictsCsv } from "./formats/csv/verdict-csv.ts";
export { renderVerdictAnnotations } from "./formats/github/verdict-annotations.ts";
export { renderVerdictsJunit } from "./formats/junit/verdict-junit.ts";
export { renderTrendsMarkdown } from "./formats/markdown/trends-markdown.ts";
export { renderVerdictsMarkdown } from "./formats/markdown/verdict-markdown.ts";
export { renderTrends } from "./formats/text/trends-text.ts";
export { renderVerdicts } from "./formats/text/verdict-table.ts";
export { formatChange, formatInterval } from "./verdicts/change-text.ts";
export { comparisonNotes, symmetryNotes } from "./verdicts/verdict-notes.ts";
export { rowsOfComparison, rowsOfPairs } from "./verdicts/verdict-row.ts";
export type { UnpairedBenchmark, VerdictRow } from "./verdicts/verdict-row.ts";
export { renderSvgPlot } from "./concurrency/plot/svg-plot.ts";
export { renderConcurrency } from "./concurrency/render-concurrency.ts";
export type { ConcurrencyTextOptions } from "./concurrency/render-concurrency.ts";
export { renderBetweenCsv } from "./between/between-csv.ts";
export { renderBetweenMarkdown } from "./between/between-markdown.ts";
export type { BetweenStatisticName } from "./between/between-statistics.ts";
export { betweenTable } from "./between/between-table.ts";
export type { BetweenTable, NamedRun } from "./between/between-table.ts";
export { renderBetween } from "./between/between-text.ts";
export { renderHistograms } from "./histogram/render-histograms.ts";
export { renderFlameSvg } from "./flame-graph/svg/render-flame-svg.ts";
export type { FlameSvgOptions } from "./flame-graph/svg/render-flame-svg.ts";
export { renderHeap, renderHeapMarkdown } from "./heap/render-heap.ts";
export type { HeapTextOptions } from "./heap/render-heap.ts";
export { renderFlamePage } from "./flame-graph/document/render-flame-page.ts";
export type { FlamePageOptions } from "./flame-graph/document/render-flame-page.ts";
export { profileNotes, profileWarningText } from "./flame-graph/document/profile-notes.ts";
export { renderMemory, renderMemoryMarkdown } from "./heap/render-memory.ts";
export { groupTime, renderGroups } from "./hot-functions/render-groups.ts";
export type { TimeGroup } from "./hot-functions/render-groups.ts";
export { hotFunctions } from "./hot-functions/hot-rows.ts";
export type { HotFunctions, HotRow } from "./hot-functions/hot-rows.ts";
export { renderHotFunctions } from "./hot-functions/render-hot-functions.ts";
export type { HotTableOptions } from "./hot-functions/render-hot-functions.ts";
export { formatMetricText } from "./quantity/format-metric-text.ts";

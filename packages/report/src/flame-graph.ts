/**
 * Flame graphs and what is said beside them, apart from reports of runs: who draws a profile waits for nothing else.
 * @module
 */
export { renderDifferencePage } from "./flame-graph/difference/render-difference-page.ts";
export { renderDifferenceSvg } from "./flame-graph/difference/render-difference-svg.ts";
export { renderDifferenceTable } from "./flame-graph/difference/difference-table.ts";
export { renderFlamePage } from "./flame-graph/document/render-flame-page.ts";
export { profileNotes } from "./flame-graph/document/profile-notes.ts";
export { renderFlameSvg } from "./flame-graph/svg/render-flame-svg.ts";
export { createPaint } from "./words/paint.ts";
export { safeLine } from "./words/safe-text.ts";

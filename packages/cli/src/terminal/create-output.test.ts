import { expect, test } from "vitest";

import { createOutput } from "./create-output.ts";

const write = (): boolean => true;

test.for([
  { isTTY: true, environment: {}, isColored: true },
  { isTTY: false, environment: {}, isColored: false },
  { isTTY: true, environment: { NO_COLOR: "1" }, isColored: false },
  // The convention is that an empty NO_COLOR says nothing.
  { isTTY: true, environment: { NO_COLOR: "" }, isColored: true },
  { isTTY: true, environment: { TERM: "dumb" }, isColored: false },
  { isTTY: false, environment: { FORCE_COLOR: "1" }, isColored: true },
  { isTTY: true, environment: { FORCE_COLOR: "0" }, isColored: false },
  { isTTY: false, environment: { FORCE_COLOR: "1", NO_COLOR: "1" }, isColored: true },
])("is coloured: $isColored with $environment on a terminal: $isTTY", (row) => {
  expect(createOutput({ isTTY: row.isTTY, write }, row.environment).isColored).toBe(row.isColored);
});

test.for([
  { columns: 132, environment: { COLUMNS: "60" }, width: 132 },
  { columns: undefined, environment: { COLUMNS: "60" }, width: 60 },
  { columns: undefined, environment: { COLUMNS: "wide" }, width: 80 },
  { columns: undefined, environment: {}, width: 80 },
])("is $width wide for $columns columns and $environment", ({ columns, environment, width }) => {
  const stream = columns === undefined ? { write } : { columns, write };
  expect(createOutput(stream, environment).width).toBe(width);
});

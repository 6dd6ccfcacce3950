import fc from "fast-check";
import { expect, test } from "vitest";

import { DEFAULT_STATE, parseState, stateHash } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

const states: fc.Arbitrary<ViewState> = fc
  .record({
    view: fc.constantFrom("flame", "sandwich", "time"),
    search: fc.string({ unit: "grapheme" }).map((text) => text.toWellFormed()),
    idle: fc.boolean(),
    frame: fc.integer({ min: -1, max: 1e6 }),
    from: fc.integer({ min: 0, max: 499 }),
    to: fc.integer({ min: 500, max: 1000 }),
  })
  .map(({ from, to, ...rest }) => ({
    ...DEFAULT_STATE,
    ...rest,
    from: from / 1000,
    to: to / 1000,
  }));

test("an address brings back the state that it was made from", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(parseState(stateHash(state, DEFAULT_STATE), DEFAULT_STATE)).toEqual(state);
    }),
  );
});

test("what an address says wrongly is as if it said nothing", () => {
  const hash =
    "#view=nope&from=0.9&to=0.1&frame=x&color=__proto__&__proto__=1&constructor=2&idle=maybe";
  expect(parseState(hash, DEFAULT_STATE)).toEqual(DEFAULT_STATE);
});

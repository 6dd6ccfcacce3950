import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  gib,
  gibFromBytes,
  kib,
  kibFromBytes,
  mib,
  mibFromBytes,
  ms,
  msFromNs,
  ns,
  nsFromMs,
  perSecond,
  seconds,
  secondsFromNs,
  us,
  usFromNs,
} from "./units.ts";

describe("amounts", () => {
  test.for([
    { amount: ns(7), canonical: 7 },
    { amount: us(1.5), canonical: 1500 },
    { amount: ms(50), canonical: 50_000_000 },
    { amount: nsFromMs(50), canonical: 50_000_000 },
    { amount: seconds(2), canonical: 2_000_000_000 },
    { amount: kib(2), canonical: 2048 },
    { amount: mib(10), canonical: 10_485_760 },
    { amount: gib(1), canonical: 1_073_741_824 },
  ])("are canonical: $canonical", ({ amount, canonical }) => {
    expect(amount).toBe(canonical);
  });

  test.for([
    { name: "us", to: us, from: usFromNs },
    { name: "ms", to: ms, from: msFromNs },
    { name: "s", to: seconds, from: secondsFromNs },
    { name: "KiB", to: kib, from: kibFromBytes },
    { name: "MiB", to: mib, from: mibFromBytes },
    { name: "GiB", to: gib, from: gibFromBytes },
  ])("in $name come back as they went", ({ to, from }) => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-6, max: 1e6 }), (amount) => {
        expect(from(to(amount)) / amount).toBeCloseTo(1, 14);
      }),
    );
  });
});

describe("perSecond", () => {
  test("of 3 events in 2 ms is 1,500", () => {
    expect(perSecond(3, ms(2))).toBe(1500);
  });

  test("of no time is unknown, not infinite", () => {
    expect(perSecond(3, 0)).toBeUndefined();
  });
});

import { expect, test } from "vitest";

import { measureLeakRates } from "./leak-rates/measure-leak-rates.ts";
import { renderLeakRates } from "./leak-rates/render-leak-rates.ts";

test("a planted leak is found once and its clean twin is not: the short form of the rates", async () => {
  const rates = await measureLeakRates({ runCount: 1, nameFilter: "map, " });
  expect(rates).toMatchObject([
    { name: "map, planted", isPlanted: true, runCount: 1, missedCount: 0 },
    { name: "map, clean", isPlanted: false, runCount: 1, missedCount: 0 },
  ]);
  expect(rates[0]!.counts.leak).toBe(1);
  expect(rates[1]!.counts.leak).toBe(0);
}, 60_000);

test("the rates have Wilson's intervals", () => {
  const rate = { runCount: 20, missedCount: 0 };
  const text = renderLeakRates([
    { ...rate, name: "a", isPlanted: true, counts: { leak: 20, "no-leak": 0, inconclusive: 0 } },
    { ...rate, name: "b", isPlanted: false, counts: { leak: 0, "no-leak": 19, inconclusive: 1 } },
  ]);
  // R 4.3, prop.test(20, 20, correct = FALSE): 0.8388 to 1.
  expect(text).toContain("planted leaks found: 20 of 20, 100.0 % (95 %: 83.9 to 100.0 %)");
  expect(text).toContain("clean code called a leak: 0 of 20, 0.0 % (95 %: 0.0 to 16.1 %)");
});

import { expect, test } from "vitest";

import { createOutputTail } from "./output-tail.ts";

test("keeps all of a short output", () => {
  const tail = createOutputTail(100);
  tail.append(Buffer.from("one "));
  tail.append(Buffer.from("two"));
  expect(tail.read()).toBe("one two");
  expect([tail.isCut, tail.keptBytes]).toEqual([false, 7]);
});

test("keeps the last bytes of a flood, and never much more than it may", () => {
  const tail = createOutputTail(10);
  for (let line = 0; line < 1000; line += 1) tail.append(Buffer.from(`${line}\n`));
  expect(tail.read()).toBe("…7\n998\n999\n");
  expect([tail.isCut, tail.keptBytes]).toEqual([true, 10]);
});

import { expect, test } from "vitest";

import { main as explorer } from "./explorer.ts";
import { main as pingPong } from "./ping-pong.ts";

test("ping-pong delivers the ping and the pong", async () => {
  expect(await pingPong()).toBe("delivered 2 messages, 1 of them to the server");
});

test("the explorer finds the goal by the shortest way", () => {
  expect(explorer()).toMatchInlineSnapshot(`
    "o . # . .
    o # . . .
    o o . # .
    # o o . .
    . . o o G
    8 steps, 8 belief updates,
    uncertainty about its place at the end: 0.004 nats"
  `);
});

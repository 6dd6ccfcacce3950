import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseRunResult } from "@paceline/core";

import { expect, onTestFinished, test } from "vitest";

import { main as explorer } from "./explorer.ts";
import { main as ownAgent } from "./own-agent.ts";
import { main as generatedHistory } from "./generated-history.ts";
import { main as pingPong } from "./ping-pong.ts";
import { main as tMaze } from "./t-maze.ts";

test("ping-pong delivers every ping and every pong, wherever it is played", async () => {
  const said = "delivered 6 messages, 3 of them to the server";
  const places = ["event-loop", "threads", "processes"];
  expect(await pingPong(3)).toBe(places.map((place) => `${place} ${said}`).join("\n"));
}, 30_000);

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

test("the T-maze agent looks at the cue, then takes the reward", () => {
  expect(tMaze()).toMatchInlineSnapshot(`
    "at the centre: reward on the left with p = 0.50, goes to the cue
    at the cue: reward on the left with p = 1.00, goes to the left arm
    at the left arm: reward on the left with p = 1.00, goes to the left arm"
  `);
});

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), "utf8");

test("the guide shows the T-maze example as it is", async () => {
  const guide = await read("../docs/guides/active-inference.md");
  expect(guide).toContain(`\`\`\`ts title="t-maze.ts"\n${await read("./t-maze.ts")}\`\`\`\n`);
});

test("an agent that is not ours does the same in all three places", async () => {
  const said = "[104729,20] [112648,20] [120567,20] [128486,20], 4 messages";
  const places = ["event-loop", "threads", "processes"];
  expect(await ownAgent()).toBe(places.map((place) => `${place}: ${said}`).join("\n"));
}, 30_000);

test("the generated history is sixty days of results that can be read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "paceline-generated-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  expect(await generatedHistory(folder, Date.UTC(2026, 10, 27))).toBe(
    `120 generated results of 60 days in ${join(folder, "results")}`,
  );
  const days = await readdir(join(folder, "results/daily"));
  expect(days).toHaveLength(120);
  const run = parseRunResult(await readFile(join(folder, "results/daily", days[0]!), "utf8"));
  expect(run.machine.cpuModel).toBe("generated");
});

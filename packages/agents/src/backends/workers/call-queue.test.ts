import { expect, test } from "vitest";

import { CallQueue, PASSED_COUNT_MAX } from "./call-queue.ts";

const HIGH = 0;
const NORMAL = 1;
const LOW = 2;

/** Makes calls that write their names down, behind one that runs until `finish` is called. */
async function createLog() {
  const log: string[] = [];
  const queue = new CallQueue(async () => {});
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const first = queue.run(() => {
    begun.resolve();
    return gate.promise;
  }, NORMAL);
  await begun.promise;
  const call = (name: string, level: number | "barrier"): void => {
    void queue.run(async () => void log.push(name), level);
  };
  const finish = async (): Promise<string> => {
    gate.resolve();
    await first;
    await queue.settled();
    return log.join(" ");
  };
  return { call, finish, queue };
}

test("waiting calls are served by priority, and in order among equals", async () => {
  const { call, finish } = await createLog();
  for (const [name, level] of [
    ["l1", LOW],
    ["n1", NORMAL],
    ["l2", LOW],
    ["h1", HIGH],
    ["n2", NORMAL],
    ["h2", HIGH],
  ] as const)
    call(name, level);
  expect(await finish()).toBe("h1 h2 n1 n2 l1 l2");
});

test("a call that waits is passed by a bounded number of higher ones", async () => {
  const { call, finish } = await createLog();
  call("low", LOW);
  call("lower", LOW);
  const callCount = 3 * PASSED_COUNT_MAX;
  for (let count = 0; count < callCount; count++) call("h", HIGH);
  const served = (await finish()).split(" ");
  expect(served.indexOf("low")).toBe(PASSED_COUNT_MAX);
  expect(served.indexOf("lower")).toBe(2 * PASSED_COUNT_MAX + 1);
  expect(served).toHaveLength(callCount + 2);
});

test("both lower levels get their turn while the highest never runs dry", async () => {
  const { call, finish } = await createLog();
  call("normal", NORMAL);
  call("low", LOW);
  for (let count = 0; count < 3 * PASSED_COUNT_MAX; count++) call("h", HIGH);
  const served = (await finish()).split(" ");
  const places = ["low", "normal"].map((name) => served.indexOf(name));
  expect(places).toEqual([PASSED_COUNT_MAX, PASSED_COUNT_MAX + 1]);
});

test("nothing passes a barrier, and a barrier passes nothing", async () => {
  const { call, finish } = await createLog();
  call("low", LOW);
  call("spawn", "barrier");
  call("high", HIGH);
  call("remove", "barrier");
  call("last", HIGH);
  expect(await finish()).toBe("low spawn high remove last");
});

test("a call that fails is told to its caller, and the next one is served", async () => {
  const { call, finish, queue } = await createLog();
  const failed = expect(
    queue.run(async () => {
      throw new RangeError("as told");
    }, HIGH),
  ).rejects.toThrow("as told");
  call("next", LOW);
  expect(await finish()).toBe("next");
  await failed;
});

import { fork } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { fromErrorRecord, hasErrorCode, toErrorRecord } from "@paceline/core";
import type { ErrorRecord } from "@paceline/core";
import { expect, onTestFinished, test } from "vitest";

import { createLossyError } from "./crossings/throwing-error.ts";

const thread = new URL("./crossings/throwing-thread.ts", import.meta.url);
const childProcess = new URL("./crossings/throwing-process.ts", import.meta.url);
const execArgv = ["--conditions=@paceline/source"];

async function crossThread(): Promise<ErrorRecord> {
  const worker = new Worker(thread, { execArgv });
  onTestFinished(async () => void (await worker.terminate()));
  const [record] = (await once(worker, "message")) as [ErrorRecord];
  return record;
}

/** "advanced" sends by structured clone, "json" as text. */
async function crossProcess(serialization: "json" | "advanced"): Promise<ErrorRecord> {
  const child = fork(childProcess, { execArgv, serialization });
  onTestFinished(() => void child.kill());
  const [record] = (await once(child, "message")) as [ErrorRecord];
  return record;
}

test.for([
  ["a worker thread", crossThread],
  ["a child process, as JSON", () => crossProcess("json")],
  ["a child process, by structured clone", () => crossProcess("advanced")],
] as const)("an error that leaves %s is whole on this side", async ([, cross]) => {
  const record = await cross();
  const here = createLossyError();
  const rebuilt = fromErrorRecord(record) as AggregateError;
  const [option, type, text] = rebuilt.errors as Error[];

  expect(rebuilt).toMatchObject({ name: "AggregateError", message: "three things went wrong" });
  expect(rebuilt.stack).toContain("throwing-error.ts");
  expect(hasErrorCode(option, "PACELINE_INVALID_OPTION")).toBe(true);
  expect(option).toMatchObject({ name: "InvalidOptionError", issues: here.errors[0].issues });
  expect(type).toBeInstanceOf(TypeError);
  expect(hasErrorCode(type!.cause, "PACELINE_INVALID_OPTION")).toBe(true);
  expect(text).toMatchObject({ name: "NonError", message: "thrown text" });
  expect(toErrorRecord(rebuilt)).toStrictEqual(record);
});

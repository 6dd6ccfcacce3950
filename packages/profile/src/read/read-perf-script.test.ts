import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { stacksOf } from "../../test/self-by-name.ts";
import { frameAt } from "../model/frame-table.ts";
import { readProfile } from "./read-profile.ts";

// Recorded by perf 6.1 with `perf record -e cpu-clock -F 999 -g`, five samples of it.
const FIXTURE = readFileSync(new URL("../../test/fixtures/perf-script.txt", import.meta.url));

test("each thread is a track; a clock's period is the weight, leaf first, without offsets", () => {
  const profile = readProfile(FIXTURE, "perf.txt");
  expect(profile.warnings).toEqual([]);
  expect(
    profile.tracks.map(({ name, labels, unit, samples }) => [
      name,
      labels.worker,
      unit,
      samples!.count,
    ]),
  ).toEqual([
    ["bash", "28521", "ns", 2],
    ["python3", "28521", "ns", 3],
  ]);
  const [bash, python] = profile.tracks;
  const stacks = stacksOf(profile, bash!);
  expect(Object.values(stacks)).toEqual([1_001_001, 1_001_001]);
  expect(Object.keys(stacks)[1]).toBe(
    "[unknown];__GI___sysinfo;entry_SYSCALL_64_after_hwframe;do_syscall_64;__do_sys_sysinfo;" +
      "do_sysinfo.isra.0;ktime_get_with_offset",
  );
  expect(stacksOf(profile, python!)).toMatchObject({
    "0x7f2642456240;0x7f2641e129c0;_PyEval_EvalFrameDefault": 2_002_002,
  });
  expect(frameAt(profile.frames, bash!.tree.frames[1]!).file).toBe(
    "/usr/lib/x86_64-linux-gnu/libc.so.6",
  );
});

test("events that count something else weigh one each; other lines are named", () => {
  const text = [
    "node 7/8 [001] 12.5:  33 cycles:u: ",
    "\t 10 inner+0x1 (/bin/node)",
    "\t 20 outer+0x2 (/bin/node)",
    "",
    "what is this",
    "node 7/8 [001] 12.6:  44 cycles:u: ",
    "\t 20 outer+0x9 (/bin/node)",
    "",
  ].join("\n");
  const profile = readProfile(Buffer.from(text), "perf.txt");
  expect(stacksOf(profile, profile.tracks[0]!)).toEqual({ "outer;inner": 1, outer: 1 });
  expect(profile.tracks[0]).toMatchObject({ unit: "count", labels: { process: "7", worker: "8" } });
  expect(profile.warnings).toEqual([{ code: "bad-lines", lineNumbers: [5], lineCount: 1 }]);
});

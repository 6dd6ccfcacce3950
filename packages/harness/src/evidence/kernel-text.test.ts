import { describe, expect, test } from "vitest";

import { countGcRounds, summarizeGc } from "./gc-observer.ts";
import { parsePressure } from "./pressure.ts";
import { parseSchedstat } from "./run-queue.ts";
import { parseCpuTicks, stealRatioBetween } from "./steal.ts";
import { parseCpuStat, parseGroupFolders } from "./throttling.ts";

describe("texts of the kernel", () => {
  test("schedstat: the second number is the wait", () => {
    expect(parseSchedstat("1234567 89012 345\n")).toBe(89012);
    expect(parseSchedstat(null)).toBeNull();
    expect(parseSchedstat("")).toBeNull();
  });

  test("pressure: microseconds of the line some", () => {
    const text =
      "some avg10=0.12 avg60=0.05 avg300=0.01 total=123456\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=99\n";
    expect(parsePressure(text)).toBe(123_456_000);
    expect(parsePressure(null)).toBeNull();
  });

  test("stat: steal is the eighth field, and guest time is not counted twice", () => {
    const before = parseCpuTicks("cpu  100 0 50 800 10 0 5 35 20 0\ncpu0 1 2 3\n");
    expect(before).toEqual({ all: 1000, stolen: 35 });
    expect(stealRatioBetween(before, { all: 1200, stolen: 45 })).toBe(0.05);
    expect(stealRatioBetween(before, before)).toBe(0);
    expect(stealRatioBetween(null, before)).toBeNull();
    expect(parseCpuTicks("cpu  1 2 3\n")).toBeNull();
  });

  test.for([
    { version: 2, text: "usage_usec 5\nnr_periods 9\nnr_throttled 3\nthrottled_usec 250\n" },
    { version: 1, text: "nr_periods 9\nnr_throttled 3\nthrottled_time 250000\n" },
  ])("cpu.stat of version $version: count and nanoseconds", ({ text }) => {
    expect(parseCpuStat(text)).toEqual({ count: 3, durationNs: 250_000 });
  });

  test("cpu.stat without a controller tells nothing", () => {
    expect(parseCpuStat("usage_usec 5\n")).toBeNull();
  });

  test("control groups: the own folder first, then the mount that a container sees", () => {
    const version2 = "34 24 0:29 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n";
    const version1 =
      "35 24 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n" +
      "36 24 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";
    expect(parseGroupFolders("0::/user.slice/a\n", version2)).toEqual([
      "/sys/fs/cgroup/user.slice/a",
      "/sys/fs/cgroup",
    ]);
    expect(parseGroupFolders("7:memory:/m\n4:cpu,cpuacct:/docker/x\n", version1)).toEqual([
      "/sys/fs/cgroup/cpu,cpuacct/docker/x",
      "/sys/fs/cgroup/cpu,cpuacct",
    ]);
    expect(parseGroupFolders(null, version2)).toEqual([]);
  });
});

const collection = (startedMs: number, kind: "minor" | "major" = "minor") => ({
  kind,
  startedMs,
  pauseNs: 1e6 * (kind === "minor" ? 1 : 5),
});

describe("collections", () => {
  test("are summed by kind", () => {
    expect(summarizeGc([collection(1), collection(2, "major"), collection(3)])).toEqual([
      { kind: "minor", count: 2, pauseNsTotal: 2e6, pauseNsMax: 1e6 },
      { kind: "major", count: 1, pauseNsTotal: 5e6, pauseNsMax: 5e6 },
    ]);
  });

  test("hit a round when they begin in it, each round counted once", () => {
    const startedMs = [10, 20, 30];
    const roundNs = [5e6, 5e6, 5e6];
    const hits = (...at: number[]): number =>
      countGcRounds(
        startedMs,
        roundNs,
        at.map((ms) => collection(ms)),
      );
    expect(hits()).toBe(0);
    expect(hits(12, 13)).toBe(1);
    expect(hits(17, 27, 40)).toBe(0);
    expect(hits(30, 10)).toBe(2);
  });
});

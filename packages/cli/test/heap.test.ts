/** `paceline heap`: snapshots of files, scripts and benchmarks, and everything that is none. */
import { execFile } from "node:child_process";
import { watch } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createProject } from "./project.ts";
import type { Ended, Project } from "./project.ts";

/** Writes two snapshots, between which sessions are opened and closed. */
const SERVER = `import { writeHeapSnapshot } from "node:v8";
class Session { constructor(id) { this.id = id; } }
globalThis.server = { open: new Map(), closed: 0 };
const open = (count) => {
  for (let index = 0; index < count; index += 1)
    globalThis.server.open.set(Symbol(), new Session(index));
};
open(300);
writeHeapSnapshot("before.heapsnapshot");
for (const key of [...globalThis.server.open.keys()].slice(0, 50)) globalThis.server.open.delete(key);
open(200);
writeHeapSnapshot("after.heapsnapshot");
`;

const CACHE = `class Entry { text = "cached".repeat(10); }
globalThis.cache = Array.from({ length: 123 }, () => new Entry());
console.log("cache is full");
`;

const BENCHMARK = `import { bench } from "paceline";
class Kept {}
bench("keeps", { setup: () => [] }, (kept) => { kept.push(new Kept()); });
bench("throws", () => { throw new Error("no luck today"); });
`;

interface HeapJson {
  readonly nodeCount: number;
  readonly selfBytes: number;
  readonly classes: readonly {
    readonly name: string;
    readonly count: number;
    readonly selfBytes: number;
  }[];
  readonly capture: { readonly when: string; readonly stoppedNs: number } | null;
  readonly growth: {
    readonly isSameProcess: boolean;
    readonly changes: readonly object[];
  } | null;
  readonly paths: {
    readonly groups: readonly { readonly steps: readonly { readonly reference: string }[] }[];
  } | null;
}

let project: Project;

beforeAll(async () => {
  project = await createProject({
    "server.mjs": SERVER,
    "cache.mjs": CACHE,
    "kept.bench.mjs": BENCHMARK,
    "throws.mjs": 'throw new Error("out of order");\n',
    "leaves.mjs": "process.exit(7);\n",
    "endless.mjs":
      'import { renameSync, writeFileSync } from "node:fs";\nwriteFileSync("pid.tmp", String(process.pid));\nrenameSync("pid.tmp", "pid");\nsetInterval(() => {}, 1000);\n',
    "busy.mjs": "for (;;);\n",
    "empty.heapsnapshot": "",
    "other.heapsnapshot": '{"name":"paceline"}\n',
  });
  await promisify(execFile)(process.execPath, ["server.mjs"], { cwd: project.folder });
}, 60_000);

afterAll(async () => project[Symbol.asyncDispose]());

const heapJson = async (...args: readonly string[]): Promise<HeapJson> => {
  const { stdout, stderr, exitCode } = await project.paceline("heap", ...args, "--format", "json");
  expect([exitCode, stderr.replace("cache is full\n", "")]).toEqual([0, ""]);
  return JSON.parse(stdout) as HeapJson;
};

const classNamed = ({ classes }: HeapJson, wanted: string) =>
  classes.find(({ name }) => name === wanted);

describe("of a file", () => {
  // Oracle: the file itself, by JSON.parse; its sums are those that the format defines.
  test("adds up to the self sizes of the file", async () => {
    const text = await readFile(join(project.folder, "after.heapsnapshot"), "utf8");
    const { snapshot, nodes } = JSON.parse(text) as {
      readonly snapshot: { readonly meta: { readonly node_fields: readonly string[] } };
      readonly nodes: readonly number[];
    };
    const fields = snapshot.meta.node_fields;
    const sum = nodes.reduce(
      (bytes, value, index) =>
        index % fields.length === fields.indexOf("self_size") ? bytes + value : bytes,
      0,
    );
    const report = await heapJson("after.heapsnapshot", "--top", "100000");
    expect(report.selfBytes).toBe(sum);
    expect(report.classes.reduce((bytes, row) => bytes + row.selfBytes, 0)).toBe(sum);
    expect(classNamed(report, "Session")?.count).toBe(450);
  });

  test("says the same whatever version of V8 wrote the meta", async () => {
    const text = await readFile(join(project.folder, "after.heapsnapshot"), "utf8");
    await writeFile(join(project.folder, "other-v8.heapsnapshot"), inOtherLayout(text));
    const ours = await heapJson("after.heapsnapshot", "--class", "Session");
    const theirs = await heapJson("other-v8.heapsnapshot", "--class", "Session");
    expect(theirs).toEqual({ ...ours, source: "other-v8.heapsnapshot" });
  });

  test("shows what grew since an earlier one, and what holds it", async () => {
    const report = await heapJson(
      "after.heapsnapshot",
      "--diff",
      "before.heapsnapshot",
      "--class",
      "Session",
    );
    expect(report.growth).toMatchObject({ isSameProcess: true });
    expect(report.growth?.changes).toContainEqual(
      expect.objectContaining({
        name: "Session",
        countBefore: 300,
        countAfter: 450,
        newCount: 200,
        goneCount: 50,
      }),
    );
    const [group] = report.paths!.groups;
    expect(group!.steps.map(({ reference }) => reference).slice(0, 4)).toEqual([
      "",
      ".server",
      ".open",
      "(table)",
    ]);
  });

  test("fits into 80 columns, and into Markdown", async () => {
    const args = [
      "heap",
      "after.heapsnapshot",
      "--diff",
      "before.heapsnapshot",
      "--class",
      "Session",
    ];
    const text = await project.paceline(...args);
    expect(text.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(text.stdout).toMatch(/^ {2}Session +450 +\+200 +−50 /m);
    const markdown = await project.paceline(...args, "--format", "markdown");
    expect(markdown.stdout).toMatch(/^\| Session \| 450 \| \+200 \| −50 \| /m);
    expect([text.exitCode, markdown.exitCode]).toEqual([0, 0]);
  });
});

/** The same snapshot as another version might write it: other fields, other order, other numbers of types. */
function inOtherLayout(text: string): string {
  const whole = JSON.parse(text) as {
    readonly snapshot: {
      readonly meta: {
        readonly node_fields: readonly string[];
        readonly node_types: readonly [readonly string[], ...unknown[]];
      };
    };
    readonly nodes: readonly number[];
    readonly edges: readonly number[];
  };
  const { meta } = whole.snapshot;
  const [types] = meta.node_types;
  const fields = [...meta.node_fields.filter((field) => field !== "detachedness"), "trace_node_id"];
  const order = fields.toReversed();
  const typeNames = ["wasm object", ...types];
  const width = meta.node_fields.length;
  const nodes: number[] = [];
  for (let start = 0; start < whole.nodes.length; start += width) {
    for (const field of order) {
      const at = meta.node_fields.indexOf(field);
      const value = at === -1 ? 0 : whole.nodes[start + at]!;
      nodes.push(field === "type" ? value + 1 : value);
    }
  }
  const edges = whole.edges.map((value, index) =>
    index % 3 === 2 ? (value / width) * order.length : value,
  );
  const nodeTypes = order.map((field) => (field === "type" ? typeNames : "number"));
  const snapshot = {
    ...whole.snapshot,
    meta: { ...meta, node_fields: order, node_types: nodeTypes },
  };
  return JSON.stringify({ ...whole, snapshot, nodes, edges });
}

describe("of a program", () => {
  test("runs a script to its end, and keeps its output apart from the answer", async () => {
    const report = await heapJson("cache.mjs", "--top", "200", "--output", "kept.heapsnapshot");
    expect(classNamed(report, "Entry")?.count).toBe(123);
    expect(report.capture).toMatchObject({ when: "at its end", program: "cache.mjs" });
    expect(report.capture!.stoppedNs).toBeGreaterThan(0);
    // What was kept is a snapshot like any other.
    const kept = await heapJson("kept.heapsnapshot", "--top", "200");
    expect(kept.nodeCount).toBe(report.nodeCount);
  });

  test("runs one benchmark, and looks while its state is alive", async () => {
    const report = await heapJson("keeps", "--iterations", "321", "--top", "500");
    expect(classNamed(report, "Kept")?.count).toBe(321);
    expect(report.capture).toMatchObject({ when: "after 321 iterations" });
  });

  test("ends a program that never ends, when told after how long", async () => {
    const report = await heapJson("endless.mjs", "--after", "300ms");
    expect(report.capture).toMatchObject({ when: "0.3 s after its start" });
  });
});

const failing = async (...args: readonly string[]): Promise<Ended> => {
  const ended = await project.paceline("heap", ...args);
  expect(ended.stdout).toBe("");
  return ended;
};

describe("of what cannot be looked at", () => {
  test.for([
    {
      args: ["empty.heapsnapshot"],
      exitCode: 1,
      says: "empty.heapsnapshot is no heap snapshot: it is empty",
    },
    { args: ["other.heapsnapshot"], exitCode: 1, says: 'it has no section "snapshot"' },
    { args: ["package.json"], exitCode: 1, says: "package.json is no heap snapshot" },
    {
      args: ["absent.heapsnapshot"],
      exitCode: 2,
      says: "absent.heapsnapshot cannot be read: ENOENT",
    },
    { args: ["absent.mjs"], exitCode: 2, says: "the path of a file that is there" },
    { args: [], exitCode: 2, says: "a .heapsnapshot file, a script or a benchmark" },
    {
      args: ["kept.bench.mjs"],
      exitCode: 2,
      says: 'one benchmark, such as "kept/keeps", "kept/throws"',
    },
    { args: ["throws"], exitCode: 1, says: "no luck today" },
    { args: ["throws.mjs"], exitCode: 1, says: "throws.mjs ended with exit code 1" },
    {
      args: ["busy.mjs", "--after", "100ms"],
      exitCode: 1,
      says: "busy.mjs did not come back to its event loop after 0.1 s",
    },
    { args: ["leaves.mjs"], exitCode: 1, says: "leaves.mjs ended with exit code 7" },
    {
      args: ["after.heapsnapshot", "--class", "Sess"],
      exitCode: 2,
      says: 'did you mean "Session"?',
    },
  ])("says of $args: $says", async ({ args, exitCode, says }) => {
    const ended = await failing(...args);
    expect(ended.stderr).toContain(says);
    expect(ended.exitCode).toBe(exitCode);
  });

  test("says where a snapshot breaks off", async () => {
    const whole = await readFile(join(project.folder, "after.heapsnapshot"));
    const file = join(project.folder, "cut.heapsnapshot");
    const cut = async (length: number): Promise<Ended> => {
      await writeFile(file, whole.subarray(0, length));
      return failing("cut.heapsnapshot");
    };
    const late = await cut(whole.length - 1000);
    expect(late.stderr).toBe(
      `error: heap snapshot cut.heapsnapshot breaks off in its section "strings", after ${whole.length - 1000} bytes; write it again\n`,
    );
    const early = await cut(10_000);
    expect(early.stderr).toMatch(
      /^error: heap snapshot cut\.heapsnapshot breaks off: its header tells of \d+ nodes/,
    );
    expect([late.exitCode, early.exitCode]).toEqual([1, 1]);
  });

  test("leaves nothing running when interrupted", async () => {
    const seen = Promise.withResolvers<void>();
    const watcher = watch(project.folder, (_event, name) => {
      if (name === "pid") seen.resolve();
    });
    const { child, ended } = project.start(["heap", "endless.mjs"]);
    await seen.promise;
    watcher.close();
    child.kill("SIGINT");
    const { exitCode, stdout } = await ended;
    expect([exitCode, stdout]).toEqual([130, ""]);
    const pid = Number(await readFile(join(project.folder, "pid"), "utf8"));
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });
});

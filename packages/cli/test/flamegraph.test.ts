import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { createProject } from "./project.ts";

const files = {
  "one.folded": "main;step;score 30\nmain;step 20\nmain;rank 50\n",
  "two.folded": "main;step;score 60\r\nmain;send 40\r\nno count here\r\n",
  "idle.cpuprofile": JSON.stringify({
    nodes: [
      { id: 1, callFrame: frameOf("(root)"), children: [2, 3] },
      { id: 2, callFrame: frameOf("work", "file:///app/work.js") },
      { id: 3, callFrame: frameOf("(idle)") },
    ],
    startTime: 0,
    endTime: 10_000,
    samples: [2, 3],
    timeDeltas: [0, 2000],
  }),
  "empty.folded": "",
  "picture.json": '{"a": 1}',
  "mine.html": "<h1>mine</h1> of paceline",
};

function frameOf(functionName: string, url = ""): object {
  return { functionName, scriptId: "0", url, lineNumber: 0, columnNumber: 0 };
}

describe("flamegraph", () => {
  test("draws folded stacks as an SVG and says what is in it", async () => {
    await using project = await createProject(files);
    const ended = await project.paceline("flamegraph", "one.folded", "--output", "one.svg");
    expect(ended).toEqual({
      exitCode: 0,
      stdout: "100 samples.\nwritten to one.svg\n",
      stderr: "",
    });
    const svg = await readFile(join(project.folder, "one.svg"), "utf8");
    expect(svg.match(/<title>[^<]*<\/title>/g)).toEqual([
      "<title>one.folded</title>",
      "<title>all\n100 samples, 100.00 %</title>",
      "<title>main\n100 samples, 100.00 %</title>",
      "<title>rank\n50 samples, 50.00 %</title>",
      "<title>step\n50 samples, 50.00 %</title>",
      "<title>score\n30 samples, 30.00 %</title>",
    ]);
  });

  test("puts several files side by side as processes, and says which lines are wrong", async () => {
    await using project = await createProject(files);
    const args = ["flamegraph", "one.folded", "two.folded", "--output", "both.svg"];
    const { stdout, exitCode } = await project.paceline(...args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("200 samples on 2 tracks.");
    expect(stdout).toContain("1 line not understood and left out: 3.");
    const svg = await readFile(join(project.folder, "both.svg"), "utf8");
    expect(svg).toContain("<title>two.folded\n100 samples, 50.00 %</title>");
  });

  test("leaves idle time out of a picture until it is asked for", async () => {
    await using project = await createProject(files);
    const busy = await project.paceline("flamegraph", "idle.cpuprofile", "--output", "a.svg");
    expect(busy.stdout).toContain("2.00 ms in 1 sample, 8.00 ms idle.");
    await project.paceline("flamegraph", "idle.cpuprofile", "--output", "b.svg", "--idle");
    const [a, b] = await Promise.all(
      ["a.svg", "b.svg"].map((name) => readFile(join(project.folder, name), "utf8")),
    );
    expect(a).toContain("<title>work\nwork.js:1\n2.00 ms, 100.00 %");
    expect(b).toContain("<title>work\nwork.js:1\n2.00 ms, 20.00 %");
  });

  test("makes a page by default, and writes over its own only", async () => {
    await using project = await createProject(files);
    for (let time = 0; time < 2; time++)
      // oxlint-disable-next-line no-await-in-loop -- the second one writes over the first
      expect((await project.paceline("flamegraph", "one.folded")).exitCode).toBe(0);
    const html = await readFile(join(project.folder, "flame.html"), "utf8");
    expect(html).toContain("default-src 'none'");
    const over = await project.paceline("flamegraph", "one.folded", "--output", "mine.html");
    expect([over.exitCode, over.stderr]).toEqual([2, expect.stringContaining("would be lost")]);
    expect(await readFile(join(project.folder, "mine.html"), "utf8")).toBe(files["mine.html"]);
  });

  test.for<[what: string, args: string[], exitCode: number, message: string]>([
    ["no file", [], 2, "at least one profile"],
    ["a file that is not there", ["nope.folded"], 2, "a profile that can be read (ENOENT)"],
    ["a folder", ["."], 2, "a profile that can be read (EISDIR)"],
    ["an empty file", ["empty.folded"], 1, "it is empty"],
    ["JSON of nobody", ["picture.json"], 1, "its JSON is no profile"],
    ["an ending", ["one.folded", "--output", "x.png"], 2, "ends in .html or .svg"],
    ["a folder to write to", ["one.folded", "--output", "no/x.svg"], 2, "a folder that is there"],
  ])("says what is wrong with %s", async ([, args, exitCode, message]) => {
    await using project = await createProject(files);
    const ended = await project.paceline("flamegraph", ...args);
    expect(ended.stderr.replaceAll(/\s+/g, " ")).toContain(message);
    expect([ended.exitCode, ended.stdout]).toEqual([exitCode, ""]);
  });
});

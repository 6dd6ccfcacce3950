/** `paceline dashboard`: the page of a history, and the server that shows it, by the real command. */
import { once } from "node:events";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

import { expect, test } from "vitest";

import { createProject, tinyBenchmark } from "./project.ts";
import type { Project } from "./project.ts";

/** Long enough that its time grows with its iterations on a machine that does much else. */
const BENCHMARK = tinyBenchmark("quick", "Array.from({ length: 500 }, (_, index) => index * 2)");

async function projectWithRun(): Promise<Project> {
  const project = await createProject({ "a.bench.js": BENCHMARK });
  expect(await project.paceline("run", "--preset", "smoke", "--autosave")).toMatchObject({
    exitCode: 0,
  });
  return project;
}

/** The address that a serving dashboard prints, once it listens. */
async function serve(project: Project, ...args: readonly string[]) {
  const { child, ended } = project.start(["dashboard", "--serve", "--port", "0", ...args]);
  const [chunk] = (await once(child.stdout!, "data")) as [Buffer];
  return { address: new URL(String(chunk).trim()), child, ended };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function ask(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const request = get(url, { headers });
  const [response] = await once(request, "response");
  return { status: response.statusCode, body: await text(response) };
}

test("writes the page of a run and of the history, and a picture of each group", async () => {
  await using project = await createProject({ "a.bench.js": BENCHMARK });
  const ran = await project.paceline(
    "run",
    "--preset",
    "smoke",
    "--autosave",
    "--html",
    "out/report.html",
    "--histogram",
    "out/times",
  );
  expect(ran).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("drawn: ") });
  expect(await readFile(join(project.folder, "out/report.html"), "utf8")).toContain(
    "Benchmark report",
  );
  expect(await readFile(join(project.folder, "out/times-a.svg"), "utf8")).toMatch(
    /^<svg .*<\/svg>$/s,
  );
  const drawn = await project.paceline("dashboard");
  expect(drawn).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d series of 1 runs, 0 changes\n/),
  });
  expect(await readFile(join(project.folder, "dashboard.html"), "utf8")).toContain(
    "Benchmarks over time",
  );
});

test("pages lead to the profiles that the results folder holds, and to nothing outside of it", async () => {
  await using project = await projectWithRun();
  const results = join(project.folder, "results");
  const keep = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(results, path)), { recursive: true });
    await writeFile(join(results, path), content);
  };
  const explain = async (name: string, benchmarkId: string): Promise<void> => {
    const explanation = { benchmarkId, baseName: "v1", headName: '<b>"v2"' };
    await keep(`attribution/${name}/attribution.json`, JSON.stringify(explanation));
    await keep(`attribution/${name}/diff.html`, "<!doctype html>why");
  };
  await explain("a-quick", "a/quick");
  await explain("javascript:alert(1)?#%2e", "a/quick");
  await explain("other", "a/other");
  await keep("attribution/damaged/attribution.json", "{");
  await keep("profiles/quick.html", "<!doctype html>what");
  await keep("profiles/quickly.html", "of another");
  await mkdir(join(results, "attribution/outside"));
  await writeFile(join(project.folder, "secret.html"), "secret");
  await symlink("../../secret.html", join(results, "profiles/a.html"));
  await explain("linked", "a/quick");
  await rm(join(results, "attribution/linked/diff.html"));
  await symlink("../../../secret.html", join(results, "attribution/linked/diff.html"));

  const ran = await project.paceline("run", "--preset", "smoke", "--html", "out/report.html");
  expect(ran).toMatchObject({ exitCode: 0 });
  const report = await readFile(join(project.folder, "out/report.html"), "utf8");
  const hrefs = Array.from(report.matchAll(/<a href="([^#"][^"]*)"/g), ([, href]) => href);
  expect(hrefs).toEqual([
    "../results/attribution/a-quick/diff.html",
    "../results/attribution/javascript%3Aalert(1)%3F%23%252e/diff.html",
    "../results/profiles/quick.html",
  ]);
  expect(report).toContain("why it got slower from v1 to &#60;b");

  const { address, child, ended } = await serve(project);
  const answers = await Promise.all(
    [...hrefs.map((href) => href!.slice("../results".length)), "/profiles/a.html"].map((path) =>
      ask(new URL(path, address)),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
  expect(answers[2]!.body).toBe("<!doctype html>what");
  child.kill("SIGINT");
  await ended;
});

test("an empty history gives a page that says so, and no success", async () => {
  await using project = await createProject();
  const { exitCode } = await project.paceline("dashboard", "--output", "out.html");
  expect(exitCode).toBe(5);
  expect(await readFile(join(project.folder, "out.html"), "utf8")).toContain(
    "The history holds no results.",
  );
});

test("a damaged result is named, and the page is made of the others", async () => {
  await using project = await projectWithRun();
  await writeFile(join(project.folder, "results/daily/cut_results.json"), '{ "schema": "paceli');
  const { exitCode, stderr } = await project.paceline("dashboard");
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 5,
    stderr: expect.stringContaining("cut_results.json is left out"),
  });
});

test.for([
  { args: ["--output", "page.ts"], expected: "a file that ends in .html" },
  { args: ["--serve", "--output", "page.html"], expected: "either a file or --serve" },
  { args: ["--port", "80"], expected: "--serve with it" },
  {
    args: ["--serve", "--host", "192.0.2.1", "--port", "0"],
    expected: "one that can be listened at",
  },
])("refuses $args", async ({ args, expected }) => {
  await using project = await createProject();
  const { exitCode, stderr } = await project.paceline("dashboard", ...args);
  expect({ exitCode, stderr: stderr.replace(/\s+/g, " ") }).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(expected),
  });
});

test.for([
  { name: "own.html", expected: "one that holds a page of paceline" },
  { name: "folder.html", expected: "a file, and this is none" },
  { name: "own.html/report.html", expected: "a place that can be written to" },
])("nothing is run or drawn where a page must not go: $name", async ({ name, expected }) => {
  await using project = await createProject({ "a.bench.js": BENCHMARK, "own.html": "<p>mine" });
  await mkdir(join(project.folder, "folder.html"));
  for (const args of [
    ["run", "--html"],
    ["dashboard", "--output"],
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- two commands in one folder
    const { exitCode, stdout, stderr } = await project.paceline(...args, name);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.replace(/\s+/g, " ")).toContain(expected);
  }
  expect(await readFile(join(project.folder, "own.html"), "utf8")).toBe("<p>mine");
});

test("a page that cannot be written after all is said when the run has been shown", async () => {
  const makesFolder =
    'import { mkdirSync } from "node:fs";\nmkdirSync("report.html", { recursive: true });\n';
  await using project = await createProject({ "a.bench.js": makesFolder + BENCHMARK });
  const ran = await project.paceline("run", "--preset", "smoke", "--html", "report.html");
  expect(ran).toMatchObject({
    exitCode: 2,
    stdout: expect.stringContaining("saved in"),
    stderr: expect.stringContaining("cannot be written"),
  });
});

test("serves this machine alone: the page, the progress of a run, and nothing to other names or methods", async () => {
  await using project = await projectWithRun();
  const { address, child, ended } = await serve(project);
  expect(address.hostname).toBe("127.0.0.1");
  const page = await ask(address);
  expect(page).toMatchObject({ status: 200, body: expect.stringContaining("connect-src 'self'") });
  // A page of another site whose name was made to lead here.
  expect(await ask(address, { host: "evil.example" })).toMatchObject({ status: 403 });
  expect(await ask(new URL("/../../etc/passwd", address))).toMatchObject({ status: 404 });
  const stream = get(new URL("/progress", address));
  const [events] = await once(stream, "response");
  const [first] = await once(events, "data");
  expect(String(first)).toContain('event: progress\ndata: {"state":"idle"');
  const second = await project.paceline("dashboard", "--serve", "--port", address.port);
  expect(second).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("0 takes any") });
  child.kill("SIGINT");
  expect(await ended).toMatchObject({ exitCode: 0 });
});

test("needs the token at any other address", async () => {
  await using project = await projectWithRun();
  const { address, child, ended } = await serve(project, "--host", "0.0.0.0");
  expect(address.searchParams.get("token")).toMatch(/^[\w-]{24}$/);
  address.hostname = "127.0.0.1";
  expect(await ask(address)).toMatchObject({ status: 200 });
  expect(await ask(new URL("/?token=wrong", address))).toMatchObject({ status: 403 });
  expect(await ask(new URL("/progress", address))).toMatchObject({ status: 403 });
  child.kill("SIGTERM");
  await ended;
});

import { expect, test } from "vitest";

import { readProfile } from "./read-profile.ts";

const CPUPROFILE = JSON.stringify({
  nodes: [
    { id: 1, callFrame: { functionName: "main", url: "a.js", lineNumber: 0, columnNumber: 0 } },
  ],
  startTime: 0,
  endTime: 10,
  samples: [1],
  timeDeltas: [1],
});

test("the content decides; a name that promises another format is said", () => {
  const profile = readProfile(Buffer.from(CPUPROFILE), "trap.folded");
  expect(profile.meta.format).toBe("cpuprofile");
  expect(profile.warnings).toEqual([
    { code: "other-format", expected: "folded", found: "cpuprofile" },
  ]);
  expect(readProfile(Buffer.from(CPUPROFILE), "a.json").warnings).toEqual([]);
});

test.for([
  { name: "nothing", text: "", message: "x: not a readable profile: it is empty" },
  { name: "white space", text: " \r\n\t ", message: "x: not a readable profile: it is empty" },
  {
    name: "JSON that ends early",
    text: CPUPROFILE.slice(0, 100),
    message: "x: not a readable JSON profile: it is cut off or damaged",
  },
  {
    name: "JSON of another kind",
    text: '{"schema":"paceline/run-result"}',
    message: "x: not a readable profile: its JSON is no profile",
  },
  {
    name: "a heap snapshot",
    text: '{"snapshot":{},"nodes":[],"edges":[]}',
    message: "x: not a readable profile: its JSON is no profile",
  },
  { name: "prose", text: "Dear reader,\nthis is no profile.", message: "none of its 2 lines" },
])("$name is refused by what it is", ({ text, message }) => {
  expect(() => readProfile(Buffer.from(text), "x")).toThrow(
    expect.objectContaining({
      code: "PACELINE_PROFILE_UNREADABLE",
      message: expect.stringContaining(message),
    }),
  );
});

test("hostile names are names", () => {
  const hostile = ["</script>", "]]>", "a;b", "line\nfeed", "🧨", "__proto__", "\u0000"];
  const nodes = hostile.map((functionName, index) => ({
    id: index + 1,
    callFrame: { functionName, url: "a.js", lineNumber: 0, columnNumber: 0 },
  }));
  const samples = nodes.map(({ id }) => id);
  const timeDeltas = samples.map(() => 1);
  const file = { nodes, samples, timeDeltas, startTime: 0, endTime: 10 };
  const { frames, tracks } = readProfile(Buffer.from(JSON.stringify(file)), "a.cpuprofile");
  expect(frames.strings).toEqual(expect.arrayContaining(hostile));
  expect(tracks[0]!.tree.count).toBe(hostile.length + 1);
});

import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";

import { diffProfiles, toDifferenceProfile, writeProfile } from "@paceline/profile";
import type { ProfileDiff, ProfileField } from "@paceline/profile";
import {
  createPaint,
  renderDifferencePage,
  renderDifferenceSvg,
  renderDifferenceTable,
  safeLine,
} from "@paceline/report/flame-graph";

import type { ExitCode } from "../command.ts";
import type { DiffInput } from "../commands/diff.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { checkOutputFile, PICTURE_ENDINGS } from "./output-file.ts";
import type { OutputFile } from "./output-file.ts";
import { readSides } from "./read-sides.ts";
import type { ProfileSides } from "./read-sides.ts";

const ROW_COUNT_DEFAULT = 15;

const DIFFERENCE_ENDINGS = [...PICTURE_ENDINGS, [".folded", "folded"]] as const;
type DifferenceForm = (typeof DIFFERENCE_ENDINGS)[number][1];

const FIELDS: Readonly<Record<string, ProfileField>> = {
  "sample-type": "sample type",
  "node-version": "Node version",
  "v8-version": "V8 version",
  "profiler-start": "profiler start",
  mode: "mode",
  interval: "interval",
  flags: "flags",
  host: "host",
};

/** `paceline diff`: compares runs of two sides function by function, says what changed, and draws it. */
export async function executeDiff(
  { positionals, options }: DiffInput,
  io: CommandIo,
): Promise<ExitCode> {
  const output =
    options.output === undefined
      ? null
      : await checkOutputFile(options.output, io.cwd, DIFFERENCE_ENDINGS);
  const sides = await readSides(positionals, { cwd: io.cwd, benchmark: options.benchmark });
  const named = (options.root ?? io.cwd).split(",").map((folder) => resolve(io.cwd, folder));
  // What was recorded elsewhere says where; what a user says comes first.
  const roots = options.root === undefined ? [...sides.roots, ...named] : named;
  const diff = diffProfiles(sides.base.runs, sides.head.runs, {
    roots,
    allowed: (options.allow ?? []).map((field) => FIELDS[field]!),
    ...(options.normalize === undefined ? {} : { normalization: options.normalize }),
  });
  const title = options.title ?? titleOf(sides);
  io.out.write(
    renderDifferenceTable(diff, {
      title,
      width: io.out.width,
      paint: createPaint(io.out.isColored),
      rowCountMax: options.top ?? ROW_COUNT_DEFAULT,
    }),
  );
  if (output === null) return 0;
  await writeFile(output.file, await contentOf(diff, { output, title, sides, options }));
  io.out.write(`\nwritten to ${safeLine(options.output ?? "")}\n`);
  return 0;
}

const titleOf = ({ base, head, benchmarkId }: ProfileSides): string =>
  `${benchmarkId === undefined ? "" : `${benchmarkId}: `}${head.name} against ${base.name}`;

interface Drawn {
  readonly output: OutputFile<DifferenceForm>;
  readonly title: string;
  readonly sides: ProfileSides;
  readonly options: DiffInput["options"];
}

async function contentOf(
  diff: ProfileDiff,
  { output, title, sides, options }: Drawn,
): Promise<string | Uint8Array> {
  if (output.form === "folded") return writeProfile(toDifferenceProfile(diff), "folded");
  return output.form === "html"
    ? renderDifferencePage(diff, {
        title,
        baseName: sides.base.name,
        headName: sides.head.name,
      })
    : renderDifferenceSvg(diff, { title, width: options.widths ?? "head" });
}

/**
 * How fast flame graphs are: a page of a million samples in headless Chromium, an SVG of a large file, and an SVG side
 * by side with flamegraph.pl. Run it on a quiet machine:
 *
 *     node --conditions=@paceline/source tools/flame-speed.ts [path of flamegraph.pl]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { note } from "./flame-speed/figures.ts";
import { largeProfile } from "./flame-speed/large-profile.ts";
import { measurePage } from "./flame-speed/page-speed.ts";
import { measureBesideScript, measureLargeFile } from "./flame-speed/svg-speed.ts";

const SAMPLE_COUNT = 1_000_000;
const FUNCTION_COUNT = 200_000;
/** 100 MB of V8's format, whose samples are about 12 bytes and whose nodes are about 200. */
const LARGE_FILE = { sampleCount: 5_000_000, functionCount: 250_000 };
const FOLDED = { sampleCount: 3_000_000, functionCount: 60_000 };

const folder = await mkdtemp(join(tmpdir(), "paceline-flame-speed-"));
try {
  const profile = largeProfile(SAMPLE_COUNT, FUNCTION_COUNT);
  note(
    "profile",
    `${SAMPLE_COUNT} samples, ${profile.frames.count} functions, ${profile.tracks[0]!.tree.count} nodes`,
  );
  await measurePage(profile, folder);
  await measureBesideScript(
    largeProfile(FOLDED.sampleCount, FOLDED.functionCount),
    folder,
    process.argv[2],
  );
  await measureLargeFile(largeProfile(LARGE_FILE.sampleCount, LARGE_FILE.functionCount), folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}

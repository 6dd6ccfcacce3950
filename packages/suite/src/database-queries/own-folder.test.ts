import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { makeOwnFolder } from "./own-folder.ts";

test("a killed process's folder is taken away by the next one, and a living one's is not", async () => {
  await using parent = await mkdtempDisposable(join(tmpdir(), "paceline-own-folder-"));
  const module = join(import.meta.dirname, "own-folder.ts");
  const killed = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `import { makeOwnFolder } from ${JSON.stringify(module)};
       makeOwnFolder(process.argv[1]);
       process.kill(process.pid, "SIGKILL");`,
      parent.path,
    ],
    { encoding: "utf8" },
  );
  expect(killed.signal).toBe("SIGKILL");
  expect(readdirSync(parent.path)).toHaveLength(1);
  const first = makeOwnFolder(parent.path);
  const second = makeOwnFolder(parent.path);
  expect(readdirSync(parent.path)).toHaveLength(2);
  expect(existsSync(first) && existsSync(second)).toBe(true);
});

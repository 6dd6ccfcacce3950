import { InvalidOptionError } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { InvalidConfigError } from "../run/load-project.ts";
import { describeThrown } from "./error-block.ts";

const plain = { showStack: false };
const forks = { path: "forks", expected: "an integer of at least 1", received: 0 };
const timer = { path: "timer", expected: "one of monotonic, cpu", received: "sun\u001b[31mdial" };

describe("describeThrown", () => {
  test("names the file of a config and every problem in it", () => {
    const error = new InvalidConfigError(
      "/p/paceline.config.ts",
      new InvalidOptionError([forks, timer]),
    );
    expect(describeThrown(error, plain)).toEqual({
      exitCode: 2,
      lines: [
        "error: /p/paceline.config.ts: 2 problems",
        '  option "forks" must be an integer of at least 1, got 0',
        String.raw`  option "timer" must be one of monotonic, cpu, got "sun\u001b[31mdial"`,
      ],
    });
  });

  test("is one line for one problem", () => {
    expect(describeThrown(new InvalidOptionError([forks]), plain).lines).toEqual([
      'error: option "forks" must be an integer of at least 1, got 0',
    ]);
  });

  test("tells causes, and of what was not expected how to see more", () => {
    const error = new Error("the disk\nis gone", { cause: new Error("unplugged") });
    expect(describeThrown(error, plain)).toEqual({
      exitCode: 1,
      lines: [
        "error: the disk",
        "  is gone",
        "  caused by unplugged",
        "  this was not expected: --verbose or PACELINE_DEBUG=1 shows where it happened",
      ],
    });
    expect(describeThrown(error, { showStack: true }).lines.join("\n")).toContain(
      "error-block.test.ts",
    );
  });

  test("leaves out a cause that the message quotes", () => {
    const cause = new Error("it is a folder");
    const error = new Error("cannot be written (it is a folder)", { cause });
    expect(describeThrown(error, plain).lines.join("\n")).not.toContain("caused by");
  });

  test("survives what is no error at all", () => {
    expect(describeThrown(null, plain).lines[0]).toBe(
      "error: something was thrown that is no error: null",
    );
  });
});

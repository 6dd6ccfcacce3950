import { describe, expect, test } from "vitest";

import { optionDescription } from "../help/option-usage.ts";
import { renderCommandHelp, renderOverview } from "../help/render-help.ts";
import { COMMANDS } from "./command-table.ts";

const commands = await Promise.all(
  COMMANDS.map(async (entry) => ({ entry, command: await entry.load() })),
);

describe.for(commands)("$entry.name", ({ entry, command }) => {
  test("is called and summarised the same in the overview and in its own help", () => {
    expect({ name: command.name, summary: command.summary }).toEqual({
      name: entry.name,
      summary: entry.summary,
    });
  });

  test("has help that names every option and fits 80 columns", () => {
    const help = renderCommandHelp(command, 80);
    for (const name of Object.keys(command.options)) expect(help).toContain(`--${name}`);
    for (const line of help.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test("describes its options in sentences of one style", () => {
    for (const spec of Object.values(command.options))
      expect(optionDescription(spec)).toMatch(/^[a-z].*[^.]$/);
  });
});

test("the overview names every command", () => {
  expect(renderOverview(COMMANDS, 80)).toMatchInlineSnapshot(`
    "paceline: benchmarks that can be believed

    Usage: paceline <command> [options]

    Commands:
      run         measure benchmarks and show what they cost
      list        list the benchmarks that there are
      compare     say what got faster or slower between two results or commits
      gate        fail when something got slower, or when that cannot be told
      calibrate   measure the same code against itself: what can a gate see here
      baseline    keep, show or list the results that others are compared with
      release     keep the last run under the name of a release
      trends      show how benchmarks went over time, and where they changed
      dashboard   show the whole history as one page that opens anywhere
      report      write the regression report: the last run against the baseline
      import      take results of other benchmark tools into the history
      export      write a result in the form of another tool
      profile     show what a benchmark or any program spends its time on
      concurrency
                  say whether agents belong on the event loop, on threads or in
                  processes
      heap        say what is on the heap, what holds it, and what grew
      flamegraph  draw profiles, of paceline or of other tools, as a page or a
                  picture
      memory      say where a program allocates memory: functions, lines, stacks
      diff        say which functions changed between profiles, and draw it
      init        write a configuration and a first benchmark that runs
      doctor      say what makes numbers untrustworthy on this machine, and what to
                  do

    Options:
      --help      say what the command does, and stop
      --version   print the version, and stop
      --verbose   show the stack of an unexpected error

    paceline <command> --help says more about a command.
    "
  `);
});

import { relative } from "node:path";

import { diagnoseMachine } from "@paceline/harness";
import type { Finding, ResolvedConfig } from "@paceline/harness";
import { createPaint, hangingParagraph, safeLine, truncateEnd } from "@paceline/report";
import type { Paint } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { MeasuringValues } from "../commands/measuring-options.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { effectiveSettings } from "./effective-settings.ts";

const NAME_WIDTH = "calibrationPrecision".length;
const ORIGIN_WIDTH = "default".length;

/** Worst first: what must be read comes before what is fine. */
const SEVERITIES = ["problem", "advice", "fine"] as const;

const SIGNS: Readonly<Record<Finding["severity"], string>> = {
  problem: "✗",
  advice: "!",
  fine: "✓",
};

/** `paceline doctor`. A doubtful machine is no error: the exit code is 0 unless the config is broken. */
export async function executeDoctor(options: MeasuringValues, io: CommandIo): Promise<ExitCode> {
  const config = await loadProject(io);
  const findings = await diagnoseMachine(config.root);
  const paint = createPaint(io.out.isColored);
  const lines = [
    paint.heading("Machine"),
    ...SEVERITIES.flatMap((severity) =>
      findings.filter((finding) => finding.severity === severity),
    ).flatMap((finding) => findingLines(finding, io.out.width, paint)),
    paint.quiet(countsText(findings)),
    "",
    paint.heading("Configuration"),
    ...configurationLines(config, options, io).map((line) => truncateEnd(line, io.out.width)),
  ];
  io.out.write(`${lines.join("\n")}\n`);
  return 0;
}

function findingLines(
  { severity, seen, advice }: Finding,
  width: number,
  paint: Paint,
): readonly string[] {
  const sign = SIGNS[severity];
  const color =
    severity === "problem" ? paint.bad : severity === "fine" ? paint.good : paint.doubtful;
  const [first = "", ...rest] = hangingParagraph(`${sign} `, safeLine(seen), width);
  return [
    color(first.slice(0, sign.length)) + first.slice(sign.length),
    ...rest,
    ...(advice === "" ? [] : hangingParagraph("  → ", safeLine(advice), width)),
  ];
}

const countsText = (findings: readonly Finding[]): string =>
  SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(
      ({ severity, count }) =>
        `${count} ${severity}${severity === "problem" && count > 1 ? "s" : ""}`,
    )
    .join(", ");

type Row = readonly [name: string, value: string, origin: string];

function configurationLines(
  config: ResolvedConfig,
  options: MeasuringValues,
  io: CommandIo,
): readonly string[] {
  const { root, configFile, include, select, resultsFolder, givenNames } = config;
  const originOf = (name: string, isFlag = false): string => {
    if (isFlag) return "flag";
    return givenNames.includes(name) ? "config" : "default";
  };
  const rows: readonly Row[] = [
    ["include", include.join(", "), originOf("include")],
    ["select", select.length === 0 ? "everything" : select.join(", "), originOf("select")],
    ["resultsFolder", relative(root, resultsFolder) || ".", originOf("resultsFolder")],
    ["preset", options.preset ?? config.preset, originOf("preset", options.preset !== undefined)],
    ["seed", String(options.seed ?? config.seed), originOf("seed", options.seed !== undefined)],
    ...effectiveSettings(config, options).map(({ name, value, origin }): Row => [
      name,
      value,
      origin,
    ]),
  ];
  const file = configFile === null ? "no config file" : relative(io.cwd, configFile);
  return [
    `  ${safeLine(file)} in ${safeLine(root)}`,
    ...rows.map(
      ([name, value, origin]) =>
        `  ${name.padEnd(NAME_WIDTH)}  ${origin.padEnd(ORIGIN_WIDTH)}  ${safeLine(value)}`,
    ),
  ];
}

import { formatChange, formatMetricText, safeLine, truncateMiddle } from "@paceline/report";
import type { Paint } from "@paceline/report";

import type { AttributedCause, Attribution, SideFigure } from "./attribution-document.ts";

const CAUSE_COUNT_MAX = 5;

interface RenderOptions {
  readonly width: number;
  readonly paint: Paint;
  /** Where the documents are, as people write it. */
  readonly folder: string;
}

/** Why a benchmark got slower, in lines of at most `width` columns. */
export function renderAttribution(
  attribution: Attribution,
  { width, paint, folder }: RenderOptions,
): readonly string[] {
  const { benchmarkId, ratio, causes, runCount } = attribution;
  const title = `why ${safeLine(benchmarkId)} is slower (${formatChange(ratio)})`;
  return [
    "",
    paint.heading(truncateMiddle(title, width)),
    ...(attribution.isOnCpu ? onCpuLines(attribution) : offCpuLines(attribution)),
    ...(causes.length === 0
      ? [paint.doubtful(`  no function is found changed in ${runCount} runs a side`)]
      : causes.slice(0, CAUSE_COUNT_MAX).flatMap((cause) => causeLines(cause, width, paint))),
    ...(attribution.isFoundWithoutInlining && causes.length > 0
      ? [paint.quiet("  as runs without inlining have it; with it, callers vary by more than this")]
      : []),
    ...(causes.length > CAUSE_COUNT_MAX
      ? [paint.quiet(`  ${causes.length - CAUSE_COUNT_MAX} smaller ones are in the document`)]
      : []),
    ...agentLines(attribution),
    ...restLines(attribution, paint),
    paint.quiet(`  documents: ${safeLine(folder)}`),
  ];
}

const percent = (ratio: number): string => `${(100 * ratio).toFixed(0)} %`;
const ns = (value: number): string => formatMetricText(value, "ns");
const signed = (value: number): string => `${value < 0 ? "−" : "+"}${ns(Math.abs(value))}`;
const change = ({ base, head, delta }: SideFigure): string =>
  `${ns(base)} → ${ns(head)} (${signed(delta)})`;

function onCpuLines({ sampledNs, explainedRatio }: Attribution): readonly string[] {
  const explained =
    explainedRatio === null ? "" : `, ${percent(explainedRatio)} of it explained by what follows`;
  return [`  processor time per iteration ${change(sampledNs)}${explained}`];
}

function offCpuLines({ sampledNs, waiting, garbageCollectionNs }: Attribution): readonly string[] {
  const { mainThreadBusyRatio: busy, eventLoopDelayNsP99, voluntarySwitches, idleNs } = waiting;
  return [
    `  not on a processor: it computes ${change(sampledNs)} per iteration, which is not the cause`,
    `  idle ${change(idleNs)}; waits ${voluntarySwitches.base.toPrecision(2)} → ${voluntarySwitches.head.toPrecision(2)} times`,
    `  main thread busy ${percent(busy.base)} → ${percent(busy.head)}` +
      (eventLoopDelayNsP99 === null
        ? ""
        : `, event loop late by ${change(eventLoopDelayNsP99)} at the 99th percentile`),
    `  garbage collection ${change(garbageCollectionNs)}`,
  ];
}

function causeLines(
  { functions, deltaNs, lowNs, highNs, inlined }: AttributedCause,
  width: number,
  paint: Paint,
): readonly string[] {
  const [{ name, file } = { name: "", file: "" }] = functions;
  const interval =
    lowNs === null || highNs === null ? "" : ` [${signed(lowNs)}, ${signed(highNs)}]`;
  const figures = `  ${signed(deltaNs).padStart(9)}${interval}  `;
  const room = Math.max(10, width - figures.length);
  const place = file === "" ? "" : `  ${safeLine(file)}`;
  const text = truncateMiddle(safeLine(name) + place, room);
  return [
    `${figures}${deltaNs > 0 ? paint.bad(text) : paint.good(text)}`,
    ...(inlined === null
      ? []
      : [
          truncateMiddle(
            `             of it in ${safeLine(inlined.name)}  ${safeLine(inlined.file)}, which is inlined`,
            width,
          ),
        ]),
  ];
}

const agentLines = ({ agents }: Attribution): readonly string[] =>
  agents
    .filter(({ verdict }) => verdict === "changed")
    .map(({ agent, ...figure }) => `  agent ${safeLine(agent)}: ${change(figure)}`);

function restLines(
  { garbageCollectionNs, moved, cannotTell, isOnCpu }: Attribution,
  paint: Paint,
): readonly string[] {
  const { functionCount, massNs, extraRunCount } = cannotTell;
  const more = extraRunCount === null ? "" : `; ${extraRunCount} more runs a side may`;
  return [
    ...(isOnCpu ? [`  garbage collection: ${change(garbageCollectionNs)}`] : []),
    ...moved.map(({ functions }) =>
      paint.quiet(
        `  moved by inlining, not a cost: ${functions.map(({ name }) => safeLine(name)).join(" and ")}`,
      ),
    ),
    ...(functionCount === 0
      ? []
      : [
          paint.quiet(
            `  ${functionCount} functions, ${ns(massNs)} together, cannot be told from chance${more}`,
          ),
        ]),
  ];
}

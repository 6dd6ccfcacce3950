import type { Finding } from "../finding.ts";

/** What a process was started with. */
export interface NodeStart {
  readonly version: string;
  readonly execArgv: readonly string[];
  /** The variable NODE_OPTIONS; forks inherit it. */
  readonly nodeOptions: string | undefined;
}

/** Flags that make forks run other code than production does, or run it more slowly. */
const DISTURBING_FLAGS: readonly (readonly [RegExp, string])[] = [
  [/^--inspect(?!-port)/, "a debugger's port is open: the compiler keeps code debuggable"],
  [/^--enable-source-maps/, "source maps are parsed whenever an error's stack is read"],
  [/^--(cpu|heap)-prof/, "a profiler is attached"],
  [/^--(jitless|no-opt|interpreted-frames-native-stack|trace-|print-)/, "V8 runs in another mode"],
  [/^--(import|require|loader|experimental-loader)\b/, "something is loaded before each benchmark"],
];

/** Node's version and the flags that change what is measured. */
export function checkNode({ version, execArgv, nodeOptions }: NodeStart): readonly Finding[] {
  const inherited = (nodeOptions ?? "").split(/\s+/).filter((flag) => flag !== "");
  const findings: Finding[] = [
    { code: "node-version", severity: "fine", seen: `Node ${version}`, advice: "" },
  ];
  if (inherited.length > 0) {
    findings.push({
      code: "node-options",
      severity: "advice",
      seen: `NODE_OPTIONS is "${nodeOptions}", and forks inherit it`,
      advice: "unset it unless it is a part of what you measure",
    });
  }
  for (const flag of new Set([...inherited, ...execArgv])) {
    const meaning = DISTURBING_FLAGS.find(([pattern]) => pattern.test(flag))?.[1];
    if (meaning === undefined) continue;
    findings.push({
      code: "node-flag",
      severity: "problem",
      seen: `${flag} is set: ${meaning}`,
      advice: "leave it out while you measure",
    });
  }
  return findings;
}

/** What one peer says about the common functions, in nanoseconds. */
export interface PeerReport {
  readonly startToFirstCallNs: number;
  /** What an empty function is said to cost: what the tool itself adds to a sample, per iteration. */
  readonly trivialNs: number;
  readonly spinNs: number;
  readonly spinTruthNs: number;
  readonly sampleCount: number;
}

const MARK = "peer-report:";

/** One line among whatever else a peer prints. */
export const writeReport = (report: PeerReport): void => {
  process.stdout.write(`\n${MARK}${JSON.stringify(report)}\n`);
};

export function readReport(output: string): PeerReport | null {
  const line = output.split("\n").find((each) => each.includes(MARK));
  if (line === undefined) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the function above
  return JSON.parse(line.slice(line.indexOf(MARK) + MARK.length)) as PeerReport;
}

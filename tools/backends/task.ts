/** The same step as a task of a pool: the agent's state goes along with each. */
import { spin } from "./spinner.ts";

export interface SpinTask {
  readonly state: number;
  readonly iterationCount: number;
}

const run = ({ state, iterationCount }: SpinTask): number => spin(state, iterationCount);

// oxlint-disable-next-line import/no-default-export -- piscina and tinypool look for this one
export default run;

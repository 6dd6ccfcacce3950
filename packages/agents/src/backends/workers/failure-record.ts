import { fromErrorRecord, toErrorRecord } from "@paceline/core";

import { AgentFailedError } from "../../errors.ts";
import type { FailureRecord } from "./records.ts";

/** An agent's failure as plain data, for the way to the parent. */
export const toFailureRecord = ({ agentId, phase, cause }: AgentFailedError): FailureRecord => ({
  agentId,
  phase,
  cause: toErrorRecord(cause),
});

export const fromFailureRecord = ({ agentId, phase, cause }: FailureRecord): AgentFailedError =>
  new AgentFailedError(agentId, phase, fromErrorRecord(cause));

import { fromErrorRecord, toErrorRecord } from "@paceline/core";

import { AgentFailedError } from "../../errors.ts";
import type { FailureRecord } from "./records.ts";

/** An agent's failure as plain data, for the way to the parent. */
export const toFailureRecord = ({
  agentId,
  phase,
  origin,
  cause,
}: AgentFailedError): FailureRecord => ({
  agentId,
  phase,
  origin,
  cause: toErrorRecord(cause),
});

export const fromFailureRecord = ({
  agentId,
  phase,
  origin,
  cause,
}: FailureRecord): AgentFailedError =>
  new AgentFailedError(agentId, phase, origin, fromErrorRecord(cause));

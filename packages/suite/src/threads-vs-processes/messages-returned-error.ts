import { nameAgent } from "@paceline/agents";
import type {
  AgentId,
  AgentOrigin,
  DeliveryReport,
  Undelivered,
  UndeliveredReason,
} from "@paceline/agents";
import { PacelineError } from "@paceline/core";

/** Messages of agents that are measured came back: what is measured is not what they mean to do. */
export class MessagesReturnedError extends PacelineError {
  override readonly code = "PACELINE_MESSAGES_RETURNED";
  readonly returnedCount: number;
  /** Who sent the first of them. */
  readonly agentId: AgentId | null;

  constructor(
    { undeliveredCount, undelivered }: DeliveryReport,
    originOf: (agentId: AgentId) => AgentOrigin,
  ) {
    const [first] = undelivered;
    const isOne = undeliveredCount === 1;
    const count = `${undeliveredCount.toLocaleString("en")} ${isOne ? "message" : "messages"}`;
    const from = isOne ? "from" : "the first of them from";
    super(
      first === undefined
        ? `${count} came back whose worker was lost with them`
        : `${count} came back, ${from} ` +
            `${nameAgent(first.message.from, originOf(first.message.from))}: ${reasonOf(first)}`,
    );
    this.returnedCount = undeliveredCount;
    this.agentId = first?.message.from ?? null;
  }
}

/** Of recipients, by reason. */
const REASONS: Readonly<Record<UndeliveredReason, (recipient: string) => string>> = {
  "unknown-agent": (recipient) => `there is no ${recipient}`,
  rejected: fullMailbox,
  "dropped-oldest": fullMailbox,
  "dropped-newest": fullMailbox,
  "agent-failed": (recipient) => `${recipient} threw while it was handed the message`,
  "agent-removed": (recipient) => `${recipient} was removed`,
  "worker-lost": (recipient) => `the worker of ${recipient} was lost`,
  "delivery-limit": () => "agents answered each other until the limit of one call was reached",
};

function fullMailbox(recipient: string): string {
  return `the mailbox of ${recipient} is full; send less, or over more steps`;
}

const reasonOf = ({ message, reason }: Undelivered): string =>
  REASONS[reason](`agent ${JSON.stringify(message.to)}`);

import type { Outbox } from "./agent.ts";

/** Leads nowhere: for an agent that lives alone, outside any backend. It says so by refusing what is sent. */
export const deadEndOutbox: Outbox = {
  send: () => false,
  publish() {},
  broadcast() {},
};

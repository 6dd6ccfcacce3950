export const PROBE_CHANNEL = "paceline.worker-probe";

export interface ProbeAnswer {
  readonly kind: "answer";
  readonly ticket: number;
  readonly threadId: number;
  /** Heap and array buffers of the worker, collected. */
  readonly bytes: number;
}

export type ProbeMessage = { readonly kind: "ask"; readonly ticket: number } | ProbeAnswer;

/** Only paceline knows the channel, so what is on it is one of its messages. */
export function messageIn(event: Event): ProbeMessage {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return (event as Event & { readonly data: ProbeMessage }).data;
}

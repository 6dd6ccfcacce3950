/** Agents that do what agents must not do. Loaded by the threads and processes under test. */
import { defineAgent } from "../../src/define-agent.ts";

export type Deed = "exit" | "crash" | "kill" | "exhaust" | "hang";

export interface VictimOptions {
  readonly deed: Deed;
  /** Messages that it takes before. */
  readonly afterCount: number;
}

/** Takes messages, and then ends its thread or process in one way or another. */
export const victim = defineAgent({
  module: import.meta.url,
  kind: "victim",
  create: (_id, options: VictimOptions) => ({ ...options, takenCount: 0 }),
  onObservation: (state, observation) => {
    if (observation === "now") commit(state.deed);
    return state.takenCount;
  },
  onMessage: (state) => {
    if (++state.takenCount > state.afterCount) commit(state.deed);
  },
});

/** Each step sends as many messages, round about, to the recipients that it knows. */
export const sender = defineAgent({
  module: import.meta.url,
  kind: "sender",
  create: (id, { recipients }: { readonly recipients: readonly number[] }) => ({
    id,
    recipients,
    next: 0,
    takenCount: 0,
  }),
  onObservation: (state, count: number, outbox) => {
    for (let sent = 0; sent < count; sent++) {
      const to = state.recipients[(Number(state.id) + state.next++) % state.recipients.length]!;
      outbox.send(to, "work", { sent, from: state.id });
    }
    return state.takenCount;
  },
  onMessage: (state) => {
    state.takenCount++;
  },
});

/** Returns what nothing can carry, or sends it. */
export const improper = defineAgent({
  module: import.meta.url,
  kind: "improper",
  create: () => null,
  onObservation: (_state, what: string, outbox) => {
    if (what === "function") return () => {};
    // @ts-expect-error -- a user without types could write this
    if (what === "message") outbox.send(1, "t", { callback: () => {} });
    if (what === "unknown") return outbox.send(999_999, "t", 1);
    if (what === "flood") {
      let accepted = 0;
      for (let sent = 0; sent < 200_000; sent++) if (outbox.send(1, "t", sent)) accepted++;
      return accepted;
    }
    return "fine";
  },
});

/** Takes its time to be made. */
export const slow = defineAgent({
  module: import.meta.url,
  kind: "slow",
  create(_id, { makingMs }: { readonly makingMs: number }) {
    const endMs = performance.now() + makingMs;
    while (performance.now() < endMs) Atomics.pause();
    return null;
  },
  onObservation: () => "made",
});

function commit(deed: Deed): void {
  switch (deed) {
    case "exit":
      process.exit(7);
      break;
    case "crash":
      queueMicrotask(() => {
        throw new RangeError("as told");
      });
      break;
    case "kill":
      process.kill(process.pid, "SIGKILL");
      hang();
      break;
    case "exhaust": {
      let kept: unknown = null;
      // In small pieces only: Node ends a thread whose heap is full where its code can be interrupted, but a list
      // that grows asks for a large piece, and when there is none V8 ends the whole process.
      for (let count = 0; ; count++) kept = { text: `${count}`, kept };
    }
    case "hang":
      hang();
  }
}

function hang(): never {
  for (;;) Atomics.pause();
}

export const echoing = defineAgent({
  module: import.meta.url,
  kind: "echoing",
  create: () => null,
  onObservation: (_state, observation) => observation,
});

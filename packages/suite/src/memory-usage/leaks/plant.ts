import type { AnyClass } from "@paceline/harness/bench";

/** Something that leaks, and what does the same work without: the two differ in one line. */
export interface Plant<State = unknown> {
  readonly name: string;
  readonly operations: number;
  readonly deltaBytes?: number;
  readonly setup: () => State | Promise<State>;
  /** One operation that leaves something behind. */
  readonly leak: (state: State) => unknown;
  /** The same that does not. */
  readonly clean: (state: State) => unknown;
  readonly teardown?: (state: State) => void | Promise<void>;
  readonly watch?: readonly AnyClass[];
}

/** Clean work that looks like a leak to whoever looks at the wrong time. */
export interface Decoy<State = unknown> {
  readonly name: string;
  readonly operations: number;
  readonly setup: () => State;
  readonly clean: (state: State) => unknown;
}

/** What is held, or not: a few dozen bytes, like a small message. */
export class Note {
  readonly sequence: number;
  readonly values: readonly number[];

  constructor(sequence: number) {
    this.sequence = sequence;
    this.values = [sequence, sequence + 1];
  }
}

/** Ties the state of a plant to its functions, and forgets it. */
export const plant = <State>(of: Plant<State>): Plant => forget<Plant>(of);

export const decoy = <State>(of: Decoy<State>): Decoy => forget<Decoy>(of);

// oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters -- each gets only the state of its own setup
const forget = <Forgotten>(of: unknown): Forgotten => of as Forgotten;

/**
 * Functions that stand in a stack only to be seen there. Their file is no file but says what they mark,
 * so that whoever reads the profile knows them.
 */

/** Sleeping in `Atomics.wait`: no time of a processor, though V8 counts it as its caller's. */
export const SLEEP_MARK = "paceline-mark:asleep";

/** Followed by the kind of agent whose turn it is, as `encodeURIComponent` writes it. */
export const AGENT_MARK = "paceline-mark:agent/";

/** Statements that make a function too long to be inlined: V8 inlines up to 460 bytes of bytecode. */
const PADDING = `if (padding !== 0) { ${"padding = padding * 3 + 1; ".repeat(120)} }`;

/** Where code that knows nothing of profiles, such as a backend of agents, finds {@link markAgentCall}. */
export const MARK_CALL = Symbol.for("paceline.profile.mark-call");

type Call = (...args: never[]) => unknown;
type MarkedCall = (this: unknown, ...args: unknown[]) => unknown;

/**
 * A function that calls `original` with the same `this` and up to four arguments, and is on the stack
 * meanwhile under the given mark. It is never inlined: inlined functions are missing from many profiles.
 *
 * @param mark - goes into source text: it must hold no line break.
 */
export function createMarkedCall(mark: string, original: Call): MarkedCall {
  // oxlint-disable-next-line typescript/no-implied-eval -- a fixed text; only the mark varies, and is encoded
  const create = new Function(
    "original",
    `let padding = 0;
    return function marked(a, b, c, d) { ${PADDING} return original.call(this, a, b, c, d); };
    //# sourceURL=${mark}`,
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of the text above
  return create(original) as MarkedCall;
}

export const markAgentCall = (kind: string, original: Call): MarkedCall =>
  createMarkedCall(`${AGENT_MARK}${encodeURIComponent(kind)}`, original);

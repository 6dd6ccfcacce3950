/**
 * Functions that stand in a stack only to be seen there. Their names say what they mark, so that whoever reads the
 * profile knows them: a name is the one thing that V8 keeps of code that it has optimised, unlike a source's URL.
 */

/** Sleeping in `Atomics.wait`: no time of a processor, though V8 counts it as its caller's. */
export const SLEEP_MARK = "paceline_mark_asleep";

const AGENT_MARK = "paceline_mark_agent_";

/** A name may hold letters and digits: the kind's bytes as pairs of them. */
const agentMark = (kind: string): string => `${AGENT_MARK}${Buffer.from(kind).toString("hex")}`;

/** The kind of agent whose turn a function of that name marks; undefined of any other function. */
export const markedAgent = (name: string): string | undefined =>
  name.startsWith(AGENT_MARK)
    ? Buffer.from(name.slice(AGENT_MARK.length), "hex").toString()
    : undefined;

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
 * @param mark - becomes the name of a function: of letters, digits and underscores.
 */
export function createMarkedCall(mark: string, original: Call): MarkedCall {
  // oxlint-disable-next-line typescript/no-implied-eval -- a fixed text; only the mark varies, and is encoded
  const create = new Function(
    "original",
    `let padding = 0;
    return function ${mark}(a, b, c, d) { ${PADDING} return original.call(this, a, b, c, d); };`,
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of the text above
  return create(original) as MarkedCall;
}

export const markAgentCall = (kind: string, original: Call): MarkedCall =>
  createMarkedCall(agentMark(kind), original);

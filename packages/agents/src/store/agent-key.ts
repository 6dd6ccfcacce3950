import { assert } from "@paceline/core";

import type { AgentId } from "../message.ts";
import { StoreValueError } from "./store-errors.ts";

/** Longer ones do not fit into an index of PostgreSQL: a third of a page, of characters up to four bytes. */
const ID_LENGTH_MAX = 500;

/** Keys of ids that were checked before: the same agents write again and again. */
const knownKeys = new Map<AgentId, string>();
const KNOWN_COUNT_MAX = 10_000;

/**
 * An id as text of a column. The text itself, so that a person finds the agent in the tables; numbers, and text
 * that would look like one, start with "#": 7 is "#7", "7" is "7", "#7" is "##7".
 */
export function toAgentKey(id: AgentId): string {
  const known = knownKeys.get(id);
  if (known !== undefined) return known;
  const key = newKeyOf(id);
  if (knownKeys.size >= KNOWN_COUNT_MAX) knownKeys.clear();
  knownKeys.set(id, key);
  return key;
}

function newKeyOf(id: AgentId): string {
  if (typeof id === "number") {
    if (!Number.isFinite(id)) throw new StoreValueError(`agent ${id}`, "its id is not finite");
    // Minus zero is the same agent as zero.
    return `#${id === 0 ? 0 : id}`;
  }
  if (id.length > ID_LENGTH_MAX) {
    const what = `agent ${JSON.stringify(id.slice(0, 20))}…`;
    throw new StoreValueError(what, `its id is ${id.length} long, over ${ID_LENGTH_MAX}`);
  }
  checkText(id, `agent ${JSON.stringify(id)}`, "its id");
  return id.startsWith("#") ? `#${id}` : id;
}

export function fromAgentKey(key: string): AgentId {
  if (!key.startsWith("#")) return key;
  if (key.startsWith("##")) return key.slice(1);
  const id = Number(key.slice(1));
  assert(Number.isFinite(id), `the store holds an agent called "${key}"`);
  return id;
}

/**
 * PostgreSQL refuses the character NUL and both databases replace half of a surrogate pair; neither may
 * happen to a name.
 */
export function checkText(text: string, what: string, field: string): void {
  if (text.includes("\0")) throw new StoreValueError(what, `${field} holds the character NUL`);
  if (!text.isWellFormed())
    throw new StoreValueError(what, `${field} holds half of a surrogate pair`);
}

/** One statement, under the name that the server prepares it by. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Which tables a batch goes into. */
export type WriteTable = "agent" | "message" | "observation" | "belief";

const SOURCES: Readonly<Record<WriteTable, (firstParameter: number) => string>> = {
  // Sorted, so that two writers of the same agents take their locks in one order.
  agent: (n) => `INSERT INTO {agent} (id, kind, options, step_count)
    SELECT * FROM unnest($${n}::text[], $${n + 1}::text[], $${n + 2}::text[], $${n + 3}::bigint[])
      AS given (id, kind, options, step_count)
    ORDER BY id COLLATE "C"
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, options = excluded.options,
      step_count = excluded.step_count`,
  // One text for all: the driver quotes every value of an array by itself, which takes twice as long.
  message: (n) => `INSERT INTO {message} (sender, sequence, recipient, topic, content)
    SELECT * FROM json_to_recordset($${n}::json)
      AS given (sender integer, sequence bigint, recipient integer, topic text, content text)`,
  observation: (n) => `INSERT INTO {observation} (agent, step, content)
    SELECT * FROM unnest($${n}::text[], $${n + 1}::bigint[], $${n + 2}::text[])
    ON CONFLICT DO NOTHING`,
  belief: (n) => `INSERT INTO {belief} (agent, step, probabilities)
    SELECT * FROM unnest($${n}::text[], $${n + 1}::bigint[], $${n + 2}::bytea[])
    ON CONFLICT DO NOTHING`,
};

const PARAMETER_COUNTS: Readonly<Record<WriteTable, number>> = {
  agent: 4,
  message: 1,
  observation: 3,
  belief: 3,
};

/**
 * What a batch takes for granted of its messages. Leaving out those that are there already costs a third of their rate,
 * so it is only asked for when there are some.
 */
export type Novelty = "all-new" | "some-kept";

/**
 * Writes into several tables in one statement, hence in one transaction and one round trip: all but the last
 * insert are common table expressions, which run whether or not they are read.
 */
export function writeStatement(
  tables: readonly WriteTable[],
  novelty: Novelty,
  inSchema: InSchema,
): Statement {
  let firstParameter = 1;
  const inserts = tables.map((table) => {
    const insert = SOURCES[table](firstParameter);
    firstParameter += PARAMETER_COUNTS[table];
    return table === "message" && novelty === "some-kept"
      ? `${insert} ON CONFLICT DO NOTHING`
      : insert;
  });
  const last = inserts.at(-1) ?? "";
  const others = inserts.slice(0, -1).map((insert, index) => `write_${index} AS (${insert})`);
  const text = others.length === 0 ? last : `WITH ${others.join(", ")} ${last}`;
  return { name: `paceline_write_${tables.join("_")}_${novelty}`, text: inSchema(text) };
}

/** Puts the quoted schema in front of every table in braces. */
export type InSchema = (text: string) => string;

export const ADDRESSES: Readonly<Record<"find" | "add", Statement>> = {
  find: {
    name: "paceline_find_addresses",
    text: "SELECT key, id FROM {address} WHERE id = ANY ($1::text[])",
  },
  // Sorted, so that two who add the same do not wait for each other.
  add: {
    name: "paceline_add_addresses",
    text: `INSERT INTO {address} (id) SELECT id FROM unnest($1::text[]) AS given (id) ORDER BY id COLLATE "C"
      ON CONFLICT DO NOTHING`,
  },
};

export const READS = {
  agent: "SELECT id, kind, options, step_count FROM {agent} WHERE id = $1",
  latestMessages: `SELECT address.id AS sender, sequence, $1 AS recipient, topic, content
    FROM {message} AS message JOIN {address} AS address ON address.key = sender
    WHERE recipient = (SELECT key FROM {address} WHERE id = $1) ORDER BY position DESC LIMIT $2`,
  observations: `SELECT agent, step, content FROM {observation}
    WHERE agent = $1 AND step >= $2 ORDER BY step LIMIT $3`,
  latestBelief: `SELECT agent, step, probabilities FROM {belief}
    WHERE agent = $1 ORDER BY step DESC LIMIT 1`,
  traffic: `SELECT agent.kind, count(*) AS agent_count, coalesce(sum(received.count), 0) AS message_count
    FROM {agent} AS agent LEFT JOIN {address} AS address ON address.id = agent.id
      LEFT JOIN (SELECT recipient, count(*) AS count FROM {message} GROUP BY recipient) AS received
        ON received.recipient = address.key
    GROUP BY agent.kind ORDER BY agent.kind`,
  counts: `SELECT (SELECT count(*) FROM {agent}) AS agents, (SELECT count(*) FROM {message}) AS messages,
      (SELECT count(*) FROM {observation}) AS observations, (SELECT count(*) FROM {belief}) AS beliefs`,
} as const;

/** Statements of the SQLite store, prepared once. */
export const SQLITE_READS = {
  agent: "SELECT id, kind, options, step_count FROM agent WHERE id = ?",
  latestPosition: "SELECT latest FROM address JOIN received ON recipient = key WHERE id = ?",
  message: `SELECT address.id AS sender, sequence, ?2 AS recipient, topic, content, previous
    FROM message JOIN address ON key = sender WHERE position = ?1`,
  observations: `SELECT agent, step, content FROM observation
    WHERE agent = ? AND step >= ? ORDER BY step LIMIT ?`,
  latestBelief: `SELECT agent, step, probabilities FROM belief
    WHERE agent = ? ORDER BY step DESC LIMIT 1`,
  traffic: `SELECT agent.kind, count(*) AS agent_count,
      coalesce(sum(received.message_count), 0) AS message_count
    FROM agent LEFT JOIN address ON address.id = agent.id
      LEFT JOIN received ON received.recipient = address.key
    GROUP BY agent.kind ORDER BY agent.kind`,
  counts: `SELECT (SELECT count(*) FROM agent) AS agents, (SELECT count(*) FROM message) AS messages,
      (SELECT count(*) FROM observation) AS observations, (SELECT count(*) FROM belief) AS beliefs`,
} as const;

export const SQLITE_WRITES = {
  agent: `INSERT INTO agent (id, kind, options, step_count) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, options = excluded.options,
      step_count = excluded.step_count`,
  observation:
    "INSERT INTO observation (agent, step, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  belief: "INSERT INTO belief (agent, step, probabilities) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
} as const;

/** What is asked before messages are appended. */
export const SQLITE_LOG = {
  version: "PRAGMA data_version",
  lastPosition: "SELECT max(position) FROM message",
  address: `SELECT key, latest, message_count FROM address LEFT JOIN received ON recipient = key
    WHERE id = ?`,
  newAddress: "INSERT INTO address (id) VALUES (?)",
} as const;

/** Of the runs of sequences that a sender's messages have. */
export const SQLITE_SENT = {
  runFrom: `SELECT first_sequence, last_sequence FROM sent WHERE sender = ? AND first_sequence <= ?
    ORDER BY first_sequence DESC LIMIT 1`,
  firstAfter: `SELECT first_sequence FROM sent WHERE sender = ? AND first_sequence > ?
    ORDER BY first_sequence LIMIT 1`,
  remove: "DELETE FROM sent WHERE sender = ? AND first_sequence = ?",
} as const;

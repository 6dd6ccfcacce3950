/** Statements of the SQLite store, prepared once. */
export const SQLITE_READS = {
  agent: "SELECT id, kind, options, step_count FROM agent WHERE id = ?",
  latestMessages: `SELECT sender, sequence, recipient, topic, content FROM message
    WHERE recipient = ? ORDER BY position DESC LIMIT ?`,
  observations: `SELECT agent, step, content FROM observation
    WHERE agent = ? AND step >= ? ORDER BY step LIMIT ?`,
  latestBelief: `SELECT agent, step, probabilities FROM belief
    WHERE agent = ? ORDER BY step DESC LIMIT 1`,
  traffic: `SELECT agent.kind, count(DISTINCT agent.id) AS agent_count,
      count(message.position) AS message_count
    FROM agent LEFT JOIN message ON message.recipient = agent.id
    GROUP BY agent.kind ORDER BY agent.kind`,
  counts: `SELECT (SELECT count(*) FROM agent) AS agents, (SELECT count(*) FROM message) AS messages,
      (SELECT count(*) FROM observation) AS observations, (SELECT count(*) FROM belief) AS beliefs`,
} as const;

export const SQLITE_WRITES = {
  agent: `INSERT INTO agent (id, kind, options, step_count) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, options = excluded.options,
      step_count = excluded.step_count`,
  message: `INSERT INTO message (sender, sequence, recipient, topic, content) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`,
  observation:
    "INSERT INTO observation (agent, step, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  belief: "INSERT INTO belief (agent, step, probabilities) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
} as const;

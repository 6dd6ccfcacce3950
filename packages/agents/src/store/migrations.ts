/** One step from a schema to the next, in both dialects. Never changed once released: add another one. */
export interface Migration {
  /** Counts up from 1 without gaps. */
  readonly version: number;
  readonly title: string;
  readonly sqlite: string;
  /** Tables are made in the schema that comes first in the search path. */
  readonly postgres: string;
}

/**
 * The schema, from nothing. Names are those of the field and the same in both dialects; text that is looked up
 * by is ordered by its bytes in both. `address` numbers the agents, since a message names two.
 *
 * An index of messages would cost SQLite several times what the messages do: those of a batch belong all over it, and
 * every page that they touch is written. So messages are only ever appended there, and small tables say the rest: `sent`
 * keeps the sequences of a sender as runs without gaps (one row, as long as it keeps what an agent sends), and `received` has
 * each recipient's latest message, from where `previous` leads to the one before. Many write to PostgreSQL at once, and
 * only an index tells one of them what another is writing.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    title: "agents, messages, observations and beliefs",
    sqlite: `
      CREATE TABLE agent (
        id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, options TEXT NOT NULL, step_count INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE address (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
      CREATE TABLE message (
        position INTEGER PRIMARY KEY, sender INTEGER NOT NULL, sequence INTEGER NOT NULL, recipient INTEGER,
        previous INTEGER, topic TEXT NOT NULL, content TEXT NOT NULL
      ) STRICT;
      CREATE TABLE sent (
        sender INTEGER NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
        PRIMARY KEY (sender, first_sequence)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE observation (
        agent TEXT NOT NULL, step INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (agent, step)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE belief (
        agent TEXT NOT NULL, step INTEGER NOT NULL, probabilities BLOB NOT NULL, PRIMARY KEY (agent, step)
      ) STRICT;`,
    postgres: `
      CREATE TABLE agent (
        id TEXT COLLATE "C" PRIMARY KEY, kind TEXT COLLATE "C" NOT NULL, options TEXT NOT NULL,
        step_count BIGINT NOT NULL
      );
      CREATE TABLE address (
        key INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE
      );
      CREATE TABLE message (
        position BIGINT GENERATED ALWAYS AS IDENTITY, sequence BIGINT NOT NULL, sender INTEGER NOT NULL,
        recipient INTEGER, topic TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (sender, sequence)
      );
      CREATE TABLE observation (
        agent TEXT COLLATE "C" NOT NULL, step BIGINT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (agent, step)
      );
      CREATE TABLE belief (
        agent TEXT COLLATE "C" NOT NULL, step BIGINT NOT NULL, probabilities BYTEA NOT NULL,
        PRIMARY KEY (agent, step)
      );`,
  },
  {
    version: 2,
    title: "the latest messages of an agent without reading all",
    sqlite: `
      CREATE TABLE received (
        recipient INTEGER PRIMARY KEY, latest INTEGER NOT NULL, message_count INTEGER NOT NULL
      ) STRICT;
      INSERT INTO received SELECT recipient, max(position), count(*) FROM message
        WHERE recipient IS NOT NULL GROUP BY recipient;`,
    postgres:
      "CREATE INDEX message_recipient ON message (recipient, position) WHERE recipient IS NOT NULL;",
  },
];

export const SCHEMA_VERSION = MIGRATIONS.length;

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
 * by is ordered by its bytes in both.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    title: "agents, messages, observations and beliefs",
    sqlite: `
      CREATE TABLE agent (
        id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, options TEXT NOT NULL, step_count INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE message (
        position INTEGER PRIMARY KEY, sender TEXT NOT NULL, sequence INTEGER NOT NULL, recipient TEXT,
        topic TEXT NOT NULL, content TEXT NOT NULL, UNIQUE (sender, sequence)
      ) STRICT;
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
      CREATE TABLE message (
        position BIGINT GENERATED ALWAYS AS IDENTITY, sender TEXT COLLATE "C" NOT NULL,
        sequence BIGINT NOT NULL, recipient TEXT COLLATE "C", topic TEXT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (sender, sequence)
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
    // The position is part of every index of SQLite.
    sqlite: "CREATE INDEX message_recipient ON message (recipient) WHERE recipient IS NOT NULL;",
    postgres:
      "CREATE INDEX message_recipient ON message (recipient, position) WHERE recipient IS NOT NULL;",
  },
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** The database server of a run, for whoever starts runs. @module */
export { DatabaseNotStartedError } from "./database-not-started-error.ts";
export { isEmbeddedInstalled } from "./embedded-server.ts";
export { startDatabase } from "./start-database.ts";
export type { DatabaseChoice, RunningDatabase } from "./start-database.ts";

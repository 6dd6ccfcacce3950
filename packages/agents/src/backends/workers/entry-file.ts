/** How this project's own files are loaded by the threads and processes it starts. */
const IS_SOURCE = import.meta.url.endsWith(".ts");

/**
 * Node's options for a thread or process: in a checkout it has to resolve to sources, as this one does.
 */
export const entryExecArgv: readonly string[] = IS_SOURCE ? ["--conditions=@paceline/source"] : [];

/**
 * What the recorder is told through the environment. Threads and child processes inherit it, whatever
 * starts them.
 */

/** Folder that recordings are written to; absolute. Without it nothing is recorded. */
export const FOLDER_VARIABLE = "PACELINE_PROFILE_FOLDER";

/** Asked distance between samples, in microseconds. */
export const INTERVAL_VARIABLE = "PACELINE_PROFILE_INTERVAL_US";

/** "1" when each process gets a thread that can end its recording from outside, also while it is busy. */
export const WARDEN_VARIABLE = "PACELINE_PROFILE_WARDEN";

/** "1" when each kind of agent marks its turns on the stack, which costs a short turn a tenth of its time. */
export const AGENT_MARKS_VARIABLE = "PACELINE_PROFILE_AGENT_MARKS";

const RECORDER_VARIABLES = [
  FOLDER_VARIABLE,
  INTERVAL_VARIABLE,
  WARDEN_VARIABLE,
  AGENT_MARKS_VARIABLE,
] as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Flag that loads the recorder before anything else. Not `--import`: threads made of text do not run
 * that one.
 *
 * @param recorderFile - absolute path; it may hold spaces.
 */
export const recorderFlag = (recorderFile: string): string =>
  `--require=${JSON.stringify(recorderFile)}`;

/** `environment` with all that the recorder needs to start in a process or thread that is given it. */
export function withRecorder(
  environment: Environment,
  recorder: Environment,
): Record<string, string> {
  const options = environment["NODE_OPTIONS"] ?? "";
  const flag = recorder["NODE_OPTIONS"] ?? "";
  const added: Record<string, string | undefined> = {
    ...environment,
    NODE_OPTIONS: options.includes(flag) ? options : `${options} ${flag}`.trim(),
  };
  for (const name of RECORDER_VARIABLES) added[name] = recorder[name];
  return Object.fromEntries(
    Object.entries(added).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Names and shapes of the files of one recorded thread. The recorder writes them, the harness reads them. */

/** What is known of a thread when its recording starts. */
export interface RecordingHead {
  readonly processId: number;
  readonly parentProcessId: number;
  /** 0 is the main thread of its process. */
  readonly threadId: number;
  /** Empty when nobody named it. */
  readonly threadName: string;
  /** File that the process was started with; empty for `node -e`. */
  readonly scriptFile: string;
  readonly intervalUs: number;
  /** Flags that decide what code V8 makes. */
  readonly flags: readonly string[];
  readonly nodeVersion: string;
  readonly v8Version: string;
}

/** Why a recording ended. */
export type RecordingEnd = "exit" | "signal" | "terminated" | "asked";

/** A finished recording: the head, and what V8 gave. */
export interface RecordingTail {
  readonly end: RecordingEnd;
  /** Processor time of the thread from `fromNs` on. */
  readonly threadCpuNs: number;
  /** Reading of `process.hrtime` before and after V8 started, to set V8's clock by. */
  readonly startedNs: readonly [number, number];
  /** When the recorder had done its own work in this thread, on the same clock. */
  readonly fromNs: number;
  /** When it was told to end, on the same clock: what follows is the recorder's again. */
  readonly toNs: number;
  readonly profile: unknown;
}

/** `HEAD` is there from the start, so that a recording that never came is missed. */
export const HEAD_SUFFIX = ".head.json";
export const TAIL_SUFFIX = ".tail.json";

export const recordingName = (processId: number, threadId: number): string =>
  `${processId}-${threadId}`;

/** Socket of a process's warden. Short: the path of a socket has about 100 bytes. */
export const socketName = (processId: number): string => `${processId}.sock`;

import { Session } from "node:inspector";
import { isMainThread, threadId as ownThreadId } from "node:worker_threads";

import type { RecordingEnd } from "./recording-files.ts";

/** Under this symbol each recorded thread holds its recording, so that others can end it. */
export const RECORDING = Symbol.for("paceline.profile.recording");

const expressionFor = (end: RecordingEnd): string =>
  `globalThis[Symbol.for("paceline.profile.recording")]?.finish(${JSON.stringify(end)})`;

/** How long a thread may take to write its recording before it is given up. */
const THREAD_MS_MAX = 3000;
const POLL_MS = 2;

export interface FinishOptions {
  readonly end: RecordingEnd;
  /** Null ends all threads but the main one. */
  readonly threadId: number | null;
  /** Whether the main thread's own recording ends, too. */
  readonly isMainIncluded?: boolean;
}

/**
 * Ends recordings of other threads of this process from outside, so that one is not lost with a thread
 * that never returns to its event loop: it computes, or sleeps in `Atomics.wait`. The inspector gets
 * through to both.
 */
export async function finishThreads(options: FinishOptions): Promise<void> {
  const request = startRequest(options);
  const deadline = performance.now() + THREAD_MS_MAX;
  while (!request.isAnswered() && performance.now() < deadline) {
    // oxlint-disable-next-line no-await-in-loop -- answers come as events
    await new Promise((resolve) => void setTimeout(resolve, POLL_MS));
  }
  request.disconnect();
}

/** The same for who may not wait: in the last event of a process nothing asynchronous happens any more. */
export function finishThreadsSync(options: FinishOptions): void {
  const request = startRequest(options);
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  const deadline = performance.now() + THREAD_MS_MAX;
  // Answers interrupt the sleep, as they do any code.
  while (!request.isAnswered() && performance.now() < deadline) Atomics.wait(sleep, 0, 0, POLL_MS);
  request.disconnect();
}

interface FinishRequest {
  readonly isAnswered: () => boolean;
  readonly disconnect: () => void;
}

function startRequest({ end, threadId, isMainIncluded = false }: FinishOptions): FinishRequest {
  const session = new Session();
  if (isMainThread) session.connect();
  else session.connectToMainThread();
  const expression = expressionFor(end);
  /** Answers that are still to come, the list of threads among them. */
  let openCount = 1;
  const close = (): void => {
    openCount--;
  };
  session.on("NodeWorker.attachedToWorker", ({ params: { sessionId, workerInfo } }) => {
    const { title } = workerInfo;
    const isWanted = threadId === null ? !isOwn(title) : idIn(title) === threadId;
    if (!isWanted) return;
    openCount++;
    const message = JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression } });
    session.post("NodeWorker.sendMessageToWorker", { sessionId, message });
  });
  session.on("NodeWorker.receivedMessageFromWorker", ({ params: { message } }) => {
    // Events have no id.
    if (message.includes('"id":1')) close();
  });
  session.on("NodeWorker.detachedFromWorker", () => undefined);
  if (isMainIncluded) {
    openCount++;
    session.post("Runtime.evaluate", { expression }, close);
  }
  session.post("NodeWorker.enable", { waitForDebuggerOnStart: false }, close);
  return {
    isAnswered: () => openCount <= 0,
    disconnect: () => session.disconnect(),
  };
}

/** Node titles a thread "[worker 3] its name". */
const idIn = (title: string): number => Number(/^\[worker (\d+)\]/.exec(title)?.[1]);
const isOwn = (title: string): boolean => idIn(title) === ownThreadId;

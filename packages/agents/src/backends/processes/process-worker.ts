/** What a process of the processes backend runs: reads its stream and lets agents work. */
import { Socket } from "node:net";
import { argv, exit } from "node:process";
import { deserialize } from "node:v8";

import { toErrorRecord } from "@paceline/core";

import { createSelfContainedCodec } from "../../transport/free-form.ts";
import { FrameReader } from "../../transport/frame-reader.ts";
import { AgentHost } from "../workers/agent-host.ts";
import type { IncomingRecord } from "../workers/host-link.ts";
import { type Command, KIND, KIND_MASK } from "../workers/records.ts";
import { ProcessLink } from "./process-link.ts";
import { PARENT_FD, type ProcessSetup } from "./process-setup.ts";

const { workerIndex, mailbox }: ProcessSetup = JSON.parse(argv[2]!);
const parent = new Socket({ fd: PARENT_FD });
const link = new ProcessLink(parent);
const host = new AgentHost({
  workerIndex,
  link,
  freeForm: createSelfContainedCodec(),
  mailbox,
  onTurn: () => link.noteTurn(),
});

/** What came while an order was at work that takes time, such as loading a module. */
const deferred: IncomingRecord[] = [];
let isBusy = false;

const reader = new FrameReader();
parent.on("data", (chunk: Buffer) => {
  host.startWork();
  reader.push(chunk, ({ kind, target, source, bytes, payloadStart, payloadEnd }) => {
    const record = { kind, target, source, bytes, start: payloadStart, end: payloadEnd };
    if (isBusy) deferred.push(record);
    else take(record);
  });
  host.endWork();
  link.flush();
});
// Node ends the process right afterwards, as it should.
process.on("uncaughtExceptionMonitor", (error) => {
  link.sendParcel({ name: "crashed", error: toErrorRecord(error) });
});
// Without its parent a worker has nothing to live for, whatever its agents are doing.
parent.on("error", () => exit(1));
parent.on("close", () => exit(0));
link.sendParcel({ name: "ready" });

function take(record: IncomingRecord): void {
  const what = record.kind & KIND_MASK;
  if (what === KIND.message) host.accept(record);
  else if (what === KIND.parcel) void obey(record);
  else host.handle(record);
}

async function obey({ bytes, start, end }: IncomingRecord): Promise<void> {
  const command: Command = deserialize(bytes.subarray(start, end));
  isBusy = true;
  const isOpen = await host.obey(command);
  isBusy = false;
  if (!isOpen) parent.end();
  for (let next = deferred.shift(); next !== undefined; next = deferred.shift()) {
    take(next);
    // It may be such an order itself: the rest waits for that one.
    if (isBusy) break;
  }
  link.flush();
}

/** What a thread of the threads backend runs: reads its rings, lets agents work, and sleeps. */
import { receiveMessageOnPort, workerData } from "node:worker_threads";

import { assert } from "@paceline/core";

import { Endpoint } from "../../transport/endpoint.ts";
import { createFreeFormCodec } from "../../transport/free-form.ts";
import type { RingReader } from "../../transport/ring-reader.ts";
import { StructureTable } from "../../transport/structure-table.ts";
import { AgentHost } from "../workers/agent-host.ts";
import type { IncomingRecord } from "../workers/host-link.ts";
import { type Command, KIND, KIND_MASK, ROUND_WORK } from "../workers/records.ts";
import { ThreadLink } from "./thread-link.ts";
import { RUNNING_AGENT_INDEX, type ThreadSetup, TURN_COUNT_INDEX } from "./thread-setup.ts";

/**
 * The parent, when it is awake, can read actions while further agents step. It is not woken for them: it has
 * nothing to do before the round is over, and where there are as many threads as cores it would take one of theirs.
 */
const STEPS_PER_PUBLISH = 32;

/** Records of one peer before the next one has its turn. */
const PER_PEER_COUNT_MAX = 1024;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- thread-hub.ts wrote it
const { mesh, workerIndex, structures, status, mailbox, port } = workerData as ThreadSetup;
const statusWords = new Int32Array(status);
const endpoint = new Endpoint(mesh, workerIndex);
const link = new ThreadLink(endpoint, mesh.capacityBytes, port, () => {
  endpoint.poll(take, PER_PEER_COUNT_MAX);
});
const host = new AgentHost({
  workerIndex,
  link,
  freeForm: createFreeFormCodec(new StructureTable(structures, workerIndex)),
  mailbox,
  onTurn(agentIndex) {
    // Plain stores: read by the parent when this thread has ended or seems to hang.
    statusWords[TURN_COUNT_INDEX]!++;
    statusWords[RUNNING_AGENT_INDEX] = agentIndex;
  },
});

/** Orders that came while another one was at work, in order. */
const deferred: IncomingRecord[] = [];
let isBusy = false;
let stepCount = 0;
let isOpen = true;

// An error outside of any turn ends the thread, but only once its code returns to the event loop.
process.on("uncaughtExceptionMonitor", () => {
  isOpen = false;
});

link.sendParcel({ name: "ready" });
while (isOpen) {
  // Threads that were started later write to this one as well.
  endpoint.hasChanges();
  // Until nothing comes: a round may only start when all messages of the last one are in.
  host.startWork();
  const count = endpoint.poll(take, PER_PEER_COUNT_MAX);
  if (count > 0) host.endWork();
  const order = deferred.shift();
  if (order !== undefined) {
    // oxlint-disable-next-line no-await-in-loop -- one order after the other
    await obey(order);
  } else if (count === 0) {
    endpoint.flush();
    endpoint.wait();
  }
}
port.close();

function take(record: RingReader): void {
  const { kind, target, source, views, payloadBytes } = record;
  const start = record.payloadWord * 8;
  const incoming = { kind, target, source, bytes: views.bytes, start, end: start + payloadBytes };
  if ((kind & KIND_MASK) === KIND.message) {
    host.accept(incoming);
  } else if (isForNow(kind, target) && !isBusy && deferred.length === 0) {
    isBusy = true;
    host.handle(incoming);
    isBusy = false;
    if (++stepCount % STEPS_PER_PUBLISH === 0) endpoint.publish();
  } else {
    // Its place in the ring is given back when this returns.
    const bytes = views.bytes.slice(start, start + payloadBytes);
    deferred.push({ ...incoming, bytes, start: 0, end: payloadBytes });
  }
}

/**
 * Turns, and the word that they begin. Were that one to wait like other orders, all the turns that came along with
 * it would have to be copied and wait behind it.
 */
function isForNow(kind: number, target: number): boolean {
  const order = kind & KIND_MASK;
  return order === KIND.step || (order === KIND.round && target === ROUND_WORK.begin);
}

async function obey(order: IncomingRecord): Promise<void> {
  isBusy = true;
  if ((order.kind & KIND_MASK) === KIND.parcel) {
    const parcel: { readonly message: Command } | undefined = receiveMessageOnPort(port);
    assert(parcel !== undefined, "a parcel was announced and is not there");
    isOpen = await host.obey(parcel.message);
  } else {
    drain();
    host.handle(order);
  }
  isBusy = false;
}

/** Takes in everything that is there; orders among it wait. */
function drain(): void {
  while (endpoint.poll(take, PER_PEER_COUNT_MAX) > 0) continue;
}

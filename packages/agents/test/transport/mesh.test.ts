/** The transport with real threads. */
import { expect, test } from "vitest";

import { Endpoint } from "../../src/transport/endpoint.ts";
import { allocateMesh, MeshDirectory } from "../../src/transport/mesh.ts";
import { NO_SPACE } from "../../src/transport/ring-writer.ts";
import { runPeer } from "./start-peer.ts";

function openMesh(peerCount: number, capacityBytes: number) {
  const memory = allocateMesh(peerCount, capacityBytes);
  const directory = new MeshDirectory(memory);
  for (let index = 0; index < peerCount; index++) directory.join();
  return { memory, directory };
}

test.for([
  { messageCount: 600_000, payloadBytesMax: 40, capacityBytes: 128 * 1024, peerCount: 2 },
  { messageCount: 150_000, payloadBytesMax: 400, capacityBytes: 16 * 1024, peerCount: 3 },
  // Rings that are full nearly always: threads that wait for room in a circle must not hang.
  { messageCount: 20_000, payloadBytesMax: 112, capacityBytes: 256, peerCount: 4 },
])(
  "$peerCount threads that all send $messageCount records to each other lose, change and swap none in rings of $capacityBytes bytes",
  async ({ messageCount, payloadBytesMax, capacityBytes, peerCount }) => {
    const { memory } = openMesh(peerCount, capacityBytes);
    const ends = await Promise.all(
      Array.from({ length: peerCount }, (_, index) =>
        runPeer(memory, index, { name: "exchange", messageCount, payloadBytesMax }),
      ),
    );
    expect(ends.map(({ exitCode }) => exitCode)).toEqual(ends.map(() => 0));
    const reports = ends.flatMap(({ reports: seen }) => seen);
    const each = messageCount * (peerCount - 1);
    expect(reports.map(({ sent, taken }) => ({ sent, taken }))).toEqual(
      ends.map(() => ({ sent: each, taken: each })),
    );
    // Sum over all of what was taken minus what was sent, each byte weighted by its place.
    expect(reports.reduce((sum, { checksum }) => (sum + checksum!) | 0, 0)).toBe(0);
  },
);

test("a consumer that ends while it handles a record leaves exactly the rest to its producer", async () => {
  const { memory, directory } = openMesh(2, 4096);
  const producer = runPeer(memory, 0, { name: "flood", to: 1 });
  const consumer = await runPeer(memory, 1, { name: "die-reading", takeCount: 10_000 });
  directory.markGone(1);
  const [seen] = (await producer).reports;
  expect(consumer.exitCode).toBe(7);
  expect(seen!.firstReclaimed).toBe(10_000);
  expect(seen!.sent).toBe(10_000 + seen!.reclaimed!);
  expect(seen!.reclaimed).toBeGreaterThan(0);
});

test("a producer that ends leaves what it had flushed, and nothing half written", async () => {
  const { memory, directory } = openMesh(2, 4096);
  const consumer = runPeer(memory, 1, { name: "drain" });
  const producer = await runPeer(memory, 0, { name: "die-writing", to: 1, flushedCount: 5_000 });
  directory.markGone(0);
  expect(producer.exitCode).toBe(3);
  expect((await consumer).reports).toEqual([{ taken: 5_000 }]);
});

test("a thread that waits for something uses next to no processor time", async () => {
  const { memory } = openMesh(2, 4096);
  const { reports } = await runPeer(memory, 0, { name: "idle", waitMs: 300 });
  // Less than 1 % of the time it waited.
  expect(reports[0]!.cpuNs).toBeLessThan(3e6);
});

test("an event loop can wait for space and for records without blocking", async () => {
  const { memory } = openMesh(2, 256);
  const producer = new Endpoint(memory, 0);
  const consumer = new Endpoint(memory, 1);
  const order: string[] = [];
  const consumed = (async () => {
    await consumer.waitAsync();
    order.push("woken");
    consumer.poll(() => order.push("taken"), 1);
    consumer.poll(() => order.push("taken"), 10);
  })();
  while (producer.writerTo(1).reserve(112, 0, 0, 0) !== NO_SPACE) order.push("sent");
  const hasSpace = await producer.waitForSpaceAsync(1, 112);
  await consumed;
  expect(hasSpace).toBe(true);
  expect(order).toEqual(["sent", "sent", "woken", "taken", "taken"]);
});

test("an endpoint that joins later is met by those that were there", () => {
  const memory = allocateMesh(3, 1024);
  const directory = new MeshDirectory(memory);
  const first = new Endpoint(memory, directory.join());
  expect(first.hasChanges()).toBe(false);
  const second = new Endpoint(memory, directory.join());
  expect(first.hasChanges()).toBe(true);
  second.writerTo(0).reserve(0, 5, 6, 7);
  second.flush();
  const seen: number[][] = [];
  first.poll(({ kind, target, source }, from) => seen.push([kind, target, source, from]), 10);
  expect(seen).toEqual([[5, 6, 7, 1]]);
});

import type { Message } from "../../packages/agents/src/index.ts";

/** Who writes a batch: one agent that tells what it kept back, or a thousand in a busy second. */
export const SENDER_COUNTS = [1, 1_000] as const;

/** Made once, as an agent's id is. */
const IDS = Array.from({ length: 1_000 }, (_, index) => `agent-${index}`);

/** Messages of so many agents to a thousand others, each sender in its own order; another batch, other messages. */
export function messagesFrom(
  senderCount: number,
  { batchIndex, rowCount }: { readonly batchIndex: number; readonly rowCount: number },
): readonly Message[] {
  const perSenderCount = Math.ceil(rowCount / senderCount);
  return Array.from({ length: rowCount }, (_, row) => ({
    from: IDS[row % senderCount]!,
    to: IDS[(row * 7) % 1_000]!,
    topic: "position",
    sequence: batchIndex * perSenderCount + Math.floor(row / senderCount),
    content: { value: row, priority: row % 3 },
  }));
}

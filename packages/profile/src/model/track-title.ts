import type { Track } from "./profile.ts";

/** What to call a track where its tree is put beside others: its name, else its labels. */
export function trackTitle({ name, labels }: Track, index: number): string {
  const { process, worker, agent, phase } = labels;
  const parts = [
    name,
    process === null ? "" : `process ${process}`,
    worker === null || worker === name ? "" : `worker ${worker}`,
    agent === null ? "" : `agent ${agent}`,
    phase ?? "",
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(", ") : `track ${index + 1}`;
}

import { us } from "@paceline/core";
import type { PeerFigure } from "@paceline/core";

/** What pymdp needed for the same, in microseconds of CPU time, at its best. */
export const pymdp = (bestUs: number): Omit<PeerFigure, "metric" | "unit"> => ({
  peer: "pymdp 0.0.7.1",
  statistic: "min",
  value: us(bestUs),
  measuredOn: "one core of a 2.8 GHz Xeon VM, Python 3.11.2, NumPy 1.24.2, OpenBLAS on one thread",
  source:
    "best of two runs of 20-step episodes from reset with scripted observations and actions, process time, pinned",
});

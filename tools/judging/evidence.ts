/**
 * What counted alarms say of a stated rate: "met" only where even the upper end of their interval keeps it, "not
 * shown" where the interval holds the rate, so that more repetitions are needed to tell.
 */
export function judgeRate(
  interval: { readonly low: number; readonly high: number },
  statedRatio: number,
): "met" | "not shown" | "NOT MET" {
  if (interval.high <= statedRatio) return "met";
  return interval.low <= statedRatio ? "not shown" : "NOT MET";
}

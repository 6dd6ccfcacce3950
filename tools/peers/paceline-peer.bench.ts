import { bench } from "@paceline/harness/bench";

import { measureSpinNs, spin, startToFirstCallNs, trivial } from "./subjects.ts";

bench(
  "trivial",
  {
    metrics: {
      startToFirstCall: { unit: "ns", direction: "lower", measure: startToFirstCallNs },
    },
  },
  trivial,
);
bench(
  "spin",
  { metrics: { truth: { unit: "ns", direction: "none", measure: measureSpinNs } } },
  () => spin(),
);

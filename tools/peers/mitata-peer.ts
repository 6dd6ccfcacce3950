import { measure } from "mitata";

import { writeReport } from "./peer-report.ts";
import { measureSpinNs, spin, startToFirstCallNs, trivial } from "./subjects.ts";

const ofTrivial = await measure(trivial);
const ofSpin = await measure(() => spin());
writeReport({
  startToFirstCallNs: startToFirstCallNs(),
  trivialNs: ofTrivial.p50,
  spinNs: ofSpin.p50,
  spinTruthNs: measureSpinNs(),
  sampleCount: ofSpin.samples.length,
});

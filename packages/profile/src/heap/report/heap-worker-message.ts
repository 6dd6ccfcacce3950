import type { ErrorRecord } from "@paceline/core";

import type { HeapActivity } from "./build-heap-report.ts";
import type { HeapReport } from "./heap-report.ts";

/** What the thread that reads a snapshot says. Errors go as records: a clone would lose their code. */
export type HeapWorkerMessage =
  | { readonly kind: "activity"; readonly activity: HeapActivity }
  | { readonly kind: "report"; readonly report: HeapReport }
  | { readonly kind: "failed"; readonly error: ErrorRecord };

import type { WeightUnit } from "@paceline/profile";

import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { plural } from "../run/run-facts.ts";

/** A weight of a profile in the form people read: "12.3 ms", "4.5 MiB", "678 samples". */
export const weightText = (weight: number, unit: WeightUnit): string =>
  unit === "count" ? plural(weight, "sample") : quantityText(formatMetric(weight, unit));

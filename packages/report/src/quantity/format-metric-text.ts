import type { Unit } from "@paceline/core";

import { formatMetric } from "./format-metric.ts";
import { quantityText } from "./quantity.ts";

/** A metric with its unit, for sentences: "1.20 µs", "1,234". */
export const formatMetricText = (value: number | null, unit: Unit): string =>
  quantityText(formatMetric(value, unit));

import { toErrorRecord } from "@paceline/core";

import { createLossyError } from "./throwing-error.ts";

process.send?.(toErrorRecord(createLossyError()));

/** The same task, for workerpool. */
import workerpool from "workerpool";

import run from "./task.ts";

workerpool.worker({ run });

import { parentPort } from "node:worker_threads";

import { toErrorRecord } from "@paceline/core";

import { createLossyError } from "./throwing-error.ts";

parentPort?.postMessage(toErrorRecord(createLossyError()));

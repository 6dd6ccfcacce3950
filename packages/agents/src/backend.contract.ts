import { describe } from "vitest";

import { describeDelivery } from "./backends/contract/delivery.contract.ts";
import { describeDisposal } from "./backends/contract/disposal.contract.ts";
import type { CreateBackend } from "./backends/contract/exchange.contract.ts";
import { describeFailures } from "./backends/contract/failures.contract.ts";
import { describeOverflow } from "./backends/contract/overflow.contract.ts";
import { describeSpawning } from "./backends/contract/spawning.contract.ts";
import { describeSteps } from "./backends/contract/steps.contract.ts";

/** What every backend must do, whatever lies between its agents. Each backend's test file calls it. */
export function describeBackend(name: string, create: CreateBackend): void {
  describe(`the ${name} backend`, () => {
    describe("spawning", () => describeSpawning(create));
    describe("stepping", () => describeSteps(create));
    describe("delivering", () => describeDelivery(create));
    describe("overflowing", () => describeOverflow(create));
    describe("failing", () => describeFailures(create));
    describe("disposing", () => describeDisposal(create));
  });
}

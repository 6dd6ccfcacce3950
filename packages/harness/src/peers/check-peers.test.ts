import { describe, expect, test } from "vitest";

import { checkPeers } from "./check-peers.ts";

const peer = {
  peer: "other 1.0",
  statistic: "min",
  value: 2000,
  measuredOn: "one core of a 2.8 GHz Xeon",
  source: "its own benchmark, best of five",
};

describe("checkPeers", () => {
  test("has nothing to say of none, or of complete ones", () => {
    const metrics = { heap: { unit: "bytes" } };
    expect(checkPeers({})).toEqual([]);
    expect(checkPeers({ peers: [] })).toEqual([]);
    expect(
      checkPeers({
        items: 10,
        metrics,
        peers: [
          peer,
          { ...peer, metric: "throughput", when: { count: 10 } },
          { ...peer, metric: "heap" },
        ],
      }),
    ).toEqual([]);
  });

  test("says everything that is wrong with every one of them", () => {
    const peers = [
      { ...peer, source: " ", value: 0 },
      { metric: "tiem", statistic: "best", value: "2 µs", when: 3 },
      "pymdp",
    ];
    expect(checkPeers({ peers })).toEqual([
      'option "peers[0]" must have a string "source", not empty',
      'option "peers[0]" must have a "value" that is a finite number greater than 0, in the unit of its metric',
      'option "peers[1]" must have a string "peer", not empty',
      'option "peers[1]" must have a string "measuredOn", not empty',
      'option "peers[1]" must have a string "source", not empty',
      'option "peers[1]" must have a "metric" that is one of time, allocatedBytes',
      'option "peers[1]" must have a "statistic" that is one of min, max, mean, median, p95, p99',
      'option "peers[1]" must have a "value" that is a finite number greater than 0, in the unit of its metric',
      'option "peers[1]" must have an object of parameters as "when"',
      'option "peers[2]" must be an object',
    ]);
    expect(checkPeers({ peers: peer })).toEqual(['option "peers" must be a list']);
  });

  test("knows that there is no throughput without items", () => {
    const peers = [{ ...peer, metric: "throughput" }];
    expect(checkPeers({ peers, metrics: null })).toEqual([
      'option "peers[0]" must have a "metric" that is one of time, allocatedBytes',
    ]);
    expect(checkPeers({ peers, items: 1 })).toEqual([]);
  });
});

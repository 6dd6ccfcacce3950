/** The functions that every peer measures, and the moment of the first call. Plain, so that all of them can load it. */

let firstCallNs: bigint | undefined;

/** An empty function, but for noting when it was called first. */
export function trivial(): void {
  firstCallNs ??= process.hrtime.bigint();
}

let state = 123_456_789;

/** Some 100 ns of latency; calls are chained, so that a processor cannot overlap them. */
export function spin(): number {
  for (let step = 0; step < 51; step += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

/** What a long loop says that `spin` costs: the truth of the process that asks. */
export function measureSpinNs(): number {
  const callCount = 500_000;
  const callNs: number[] = [];
  for (let loop = 0; loop < 5; loop += 1) {
    const startedNs = process.hrtime.bigint();
    for (let call = 0; call < callCount; call += 1) spin();
    callNs.push(Number(process.hrtime.bigint() - startedNs) / callCount);
  }
  return callNs.sort((a, b) => a - b)[2]!;
}

/** From the start of the command, which its parent noted, to the first call of `trivial`. */
export const startToFirstCallNs = (): number =>
  Number((firstCallNs ?? 0n) - BigInt(process.env["PEER_SPAWNED_AT_NS"] ?? 0));

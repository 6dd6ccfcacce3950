/** Names of the numeric conventions; see {@link NUMERICS}. */
export type NumericsName = "exact" | "pymdp-legacy" | "pymdp-1-legacy" | "pymdp-1";

/** Everything in which the conventions differ. */
export interface Numerics {
  readonly name: NumericsName;
  /** Probabilities are raised to this floor before their logarithm is taken. */
  readonly probabilityMin: number;
  /** Added to probabilities inside logarithms, after the floor. */
  readonly logOffset: number;
  /**
   * Whether likelihoods of several modalities are multiplied first and their product gets the offset
   * (loses evidence below the offset), or each logarithm is taken and they are added.
   */
  readonly evidence: "log-of-product" | "sum-of-logs";
  /**
   * How beliefs about several factors are iterated: one factor after the other until the free energy
   * settles (never rises), all at once until it settles (may oscillate), or all at once a fixed number
   * of times.
   */
  readonly fixedPoint: "coordinate" | "simultaneous" | "fixed-count";
  readonly iterationCountMax: number;
  /** Change of free energy, in nats, below which iteration stops. */
  readonly freeEnergyToleranceNats: number;
  /** Over which modalities information gain is taken jointly. */
  readonly informationGain: "connected" | "joint" | "per-modality";
  /** Joint states believed in no more than this are left out of information gain. */
  readonly beliefCutoff: number;
  /** Added to A inside the logarithm of its column entropies. */
  readonly entropyOffset: number;
  /** Whether C is brought to log probabilities by a softmax before use. */
  readonly preferenceScale: "log-softmax" | "raw";
  /** Formula of the parameter information gain: exact (digamma) or its large-count approximation. */
  readonly parameterGain: "exact" | "approximate";
}

/** The floor of pymdp 1.x (`maths.py`, `MINVAL`): the distance of 1 from the next double. */
export const CLIP_FLOOR = Number.EPSILON;

const LEGACY_OFFSET = 1e-16;
const LEGACY_CUTOFF = Math.exp(-16);

/**
 * The conventions, by name.
 *
 * - `exact`: true logarithms and zeros, evidence in the log domain, information gain exact for the
 *   beliefs at hand and joint over modalities that share a factor.
 * - `pymdp-legacy`: pymdp 0.0.7.1. For parity.
 * - `pymdp-1-legacy`: the NumPy code of pymdp 1.0.2 (`pymdp.legacy`). For parity.
 * - `pymdp-1`: the JAX code of pymdp 1.0.2. For parity.
 */
export const NUMERICS: Readonly<Record<NumericsName, Numerics>> = {
  exact: {
    name: "exact",
    probabilityMin: 0,
    logOffset: 0,
    evidence: "sum-of-logs",
    fixedPoint: "coordinate",
    iterationCountMax: 64,
    freeEnergyToleranceNats: 1e-9,
    informationGain: "connected",
    beliefCutoff: 0,
    entropyOffset: 0,
    preferenceScale: "log-softmax",
    parameterGain: "exact",
  },
  "pymdp-legacy": {
    name: "pymdp-legacy",
    probabilityMin: 0,
    logOffset: LEGACY_OFFSET,
    evidence: "log-of-product",
    fixedPoint: "simultaneous",
    iterationCountMax: 10,
    freeEnergyToleranceNats: 1e-3,
    informationGain: "joint",
    beliefCutoff: LEGACY_CUTOFF,
    entropyOffset: LEGACY_CUTOFF,
    preferenceScale: "log-softmax",
    parameterGain: "approximate",
  },
  "pymdp-1-legacy": {
    name: "pymdp-1-legacy",
    probabilityMin: 0,
    logOffset: LEGACY_OFFSET,
    evidence: "sum-of-logs",
    fixedPoint: "simultaneous",
    iterationCountMax: 10,
    freeEnergyToleranceNats: 1e-3,
    informationGain: "per-modality",
    beliefCutoff: LEGACY_CUTOFF,
    entropyOffset: LEGACY_CUTOFF,
    preferenceScale: "log-softmax",
    parameterGain: "approximate",
  },
  "pymdp-1": {
    name: "pymdp-1",
    probabilityMin: CLIP_FLOOR,
    logOffset: 0,
    evidence: "sum-of-logs",
    fixedPoint: "fixed-count",
    iterationCountMax: 16,
    freeEnergyToleranceNats: 0,
    informationGain: "per-modality",
    beliefCutoff: 0,
    entropyOffset: 0,
    preferenceScale: "raw",
    parameterGain: "exact",
  },
};

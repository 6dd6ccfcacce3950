/**
 * Active Inference for discrete POMDPs: compile a model once, prepare a program on it, run any number
 * of agents. No dependencies.
 *
 * @module
 */
export { replayEpisode } from "./actions/replay.ts";
export type { Episode, ReplayedEpisode } from "./actions/replay.ts";
export { createInferenceAgent } from "./agent.ts";
export type { InferenceAgent, SavedInferenceAgent } from "./agent.ts";
export { AGENT_COUNTERS, arenaByteLength, createInferenceArena } from "./arena.ts";
export type { InferenceArena, InferenceArenaOptions } from "./arena.ts";
export { createBatchStepper } from "./batch/batch-stepper.ts";
export type { BatchStepper } from "./batch/batch-stepper.ts";
export { createMixedBatch } from "./batch/mixed-batch.ts";
export type { BatchGroup, MixedBatch } from "./batch/mixed-batch.ts";
export {
  INFERENCE_ERROR_CODES,
  InferenceError,
  InvalidActionError,
  InvalidInferenceOptionError,
  InvalidModelError,
  InvalidObservationError,
  InvalidPoliciesError,
  InvalidStateError,
} from "./errors.ts";
export type { InferenceErrorCode, ModelIssue } from "./errors.ts";
export { importGmn } from "./gmn/import-gmn.ts";
export type { GmnQuery, ImportedGmn } from "./gmn/import-gmn.ts";
export type { InferenceOptions, ResolvedInferenceOptions } from "./inference-options.ts";
export { compileProgram } from "./inference-program.ts";
export type { InferenceProgram } from "./inference-program.ts";
export { dirichletDivergence } from "./learning/dirichlet-divergence.ts";
export { createLearningAgent } from "./learning/learning-agent.ts";
export type { LearningAgent, LearningSequence } from "./learning/learning-agent.ts";
export type { CountTable } from "./learning/count-table.ts";
export type {
  CountOptions,
  LearningAgentOptions,
  LearningOptions,
} from "./learning/learning-options.ts";
export { compareReducedPrior, pruneColumn } from "./learning/reduce-model.ts";
export type { ReducedColumn, ReducedEvidence } from "./learning/reduce-model.ts";
export type { CountTables } from "./learning/read-count-tables.ts";
export {
  createControllableTransition,
  createIdentity,
  createRandomColumns,
  createStillTransition,
  createUniformColumns,
} from "./model/build-arrays.ts";
export type { RatioSource } from "./model/build-arrays.ts";
export { buildRandomModel } from "./model/build-random-model.ts";
export type { ModelExtent } from "./model/build-random-model.ts";
export { compileModel } from "./model/compile-model.ts";
export { exportModel } from "./model/export-model.ts";
export type { CompiledAxis, CompiledModel } from "./model/compiled-model.ts";
export type { AxisDefinition, ModelDefinition } from "./model/model-definition.ts";
export type { NestedNumbers, Tensor, TensorInput } from "./model/tensor.ts";
export { NUMERICS } from "./numerics.ts";
export type { Numerics, NumericsName } from "./numerics.ts";
export { learnPolicyPrecision } from "./policies/learn-precision.ts";
export type {
  LearnedPrecision,
  PrecisionEvidence,
  PrecisionOptions,
} from "./policies/learn-precision.ts";
export type { InductiveOptions } from "./policies/inductive-plan.ts";
export { enumeratePolicies, policyAt, readPolicies } from "./policies/policy-table.ts";
export type { PolicyTable } from "./policies/policy-table.ts";
export type { ModalityObservation, Observation } from "./states/read-observation.ts";
export { readStepResult } from "./step-result.ts";
export type { StepResult } from "./step-result.ts";
export { createWorkspace, STEP_SCALARS } from "./workspace.ts";
export type { Workspace } from "./workspace.ts";

// Inference over windows of time.
export { createExactSmoother } from "./sequences/exact-smoother.ts";
export type { ExactSmoother, ExactSmootherOptions } from "./sequences/exact-smoother.ts";
export type { SequenceWindow } from "./sequences/sequence-window.ts";
export { createMessagePasser } from "./sequences/message-passer.ts";
export type { MessagePasser, MessagePasserOptions } from "./sequences/message-passer.ts";
export { createPymdpMessageAgent } from "./sequences/pymdp-message-agent.ts";
export type { PymdpMessageAgent } from "./sequences/pymdp-message-agent.ts";
export type { PymdpMessageAgentOptions } from "./sequences/pymdp-message-options.ts";
export { createSequenceAgent } from "./sequences/sequence-agent.ts";
export type { SequenceAgent, SequenceAgentOptions } from "./sequences/sequence-agent.ts";
export type { SequenceNumericsName, SequenceOptions } from "./sequences/sequence-options.ts";
export type { MessageScheme } from "./sequences/transition-messages.ts";
export { createVariationalFilter } from "./sequences/variational-filter.ts";
export type {
  VariationalFilter,
  VariationalFilterOptions,
} from "./sequences/variational-filter.ts";

// Planning with a tree of actions and observations.
export { createPlanner } from "./planning/planner.ts";
export type { Planner } from "./planning/planner.ts";
export type { PlannerOptions, ResolvedPlannerOptions } from "./planning/planner-options.ts";
export { createPlanningAgent } from "./planning/planning-agent.ts";
export type { PlanningAgent, PlanningAgentOptions } from "./planning/planning-agent.ts";
export { searchRecursively } from "./planning/recursive-search.ts";
export type { RecursiveSearchOptions, RecursiveSearchResult } from "./planning/recursive-search.ts";
export { BANDIT_ASK, BANDIT_FIRST_ARM, buildBanditModel, createBandit } from "./worlds/bandit.ts";
export type { BanditOptions, BanditWorldOptions } from "./worlds/bandit.ts";
export {
  buildChainingModel,
  CHAINING_ACTIONS,
  CHAINING_LAYOUT,
  createChaining,
} from "./worlds/epistemic-chaining.ts";
export type { Cell, ChainingLayout } from "./worlds/epistemic-chaining.ts";
export {
  buildTMazeModel,
  createTMaze,
  T_MAZE_PLACE,
  T_MAZE_PLACES,
  T_MAZE_REWARDS,
} from "./worlds/t-maze.ts";
export type { TMazeOptions, TMazeWorldOptions } from "./worlds/t-maze.ts";
export type { World } from "./worlds/world.ts";

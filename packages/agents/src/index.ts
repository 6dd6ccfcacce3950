export { collector, createCollector } from "./active-inference/collector.ts";
export type {
  Collector,
  CollectorObservation,
  CollectorOptions,
} from "./active-inference/collector.ts";
export type { CollectorAction, CollectorOutcome } from "./active-inference/collector-model.ts";
export { coordinator, createCoordinator } from "./active-inference/coordinator.ts";
export type {
  Coordinator,
  CoordinatorObservation,
  CoordinatorOptions,
} from "./active-inference/coordinator.ts";
export type { CoordinatorAction } from "./active-inference/coordinator-model.ts";
export { createExplorer, explorer } from "./active-inference/explorer.ts";
export type { Explorer, ExplorerOptions } from "./active-inference/explorer.ts";
export { createInferenceCanary } from "./active-inference/inference-canary.ts";
export type { InferenceCanary, InferenceEvidence } from "./active-inference/inference-canary.ts";
export type { InferenceMetrics } from "./active-inference/inference-metrics.ts";
export type { InferringAgent, InferringAgentOptions } from "./active-inference/inferring-agent.ts";
export type { PerformanceMode } from "./active-inference/performance-mode.ts";
export { createProgramCache, sharedPrograms } from "./active-inference/program-cache.ts";
export type { ProgramCache } from "./active-inference/program-cache.ts";
export type { LikelihoodName } from "./active-inference/sensor.ts";
export type { Agent, AgentDefinition, AgentSpec, Outbox } from "./agent.ts";
export { createAgentPool } from "./agent-pool.ts";
export type { AgentPool, AgentPoolOptions } from "./agent-pool.ts";
export type {
  AgentStatistics,
  AgentStep,
  Backend,
  BackendName,
  BackendOptions,
  SpawnReport,
  StepOutcome,
  StepReport,
} from "./backend.ts";
export { createAutomaticBackend } from "./backends/automatic.ts";
export type { PlacementChoice, PlacementTrial } from "./backends/automatic.ts";
export { createEventLoopBackend } from "./backends/event-loop.ts";
export type { EventLoopBackend, EventLoopOptions } from "./backends/event-loop.ts";
export { createProcessesBackend } from "./backends/processes.ts";
export type { ProcessesOptions } from "./backends/processes.ts";
export { createThreadsBackend } from "./backends/threads.ts";
export type { ThreadsOptions } from "./backends/threads.ts";
export type { WorkerBackend } from "./backends/workers/worker-backend.ts";
export type { WorkerCounts, WorkerOptions } from "./backends/workers/worker-options.ts";
export { CALL_PRIORITIES } from "./call-priority.ts";
export type { CallOptions, CallPriority } from "./call-priority.ts";
export { CODEC_NAMES } from "./codecs/codec.ts";
export type { CodecName, MessageCodec } from "./codecs/codec.ts";
export { createFixedLayoutCodec } from "./codecs/fixed-layout.ts";
export type { FixedLayoutOptions } from "./codecs/fixed-layout.ts";
export { createJsonCodec } from "./codecs/json.ts";
export { createMessagePackCodec } from "./codecs/message-pack.ts";
export { createStructuredCloneCodec } from "./codecs/structured-clone.ts";
export { defineAgent } from "./define-agent.ts";
export type { AgentBehavior } from "./define-agent.ts";
export { UNDELIVERED_KEPT_MAX } from "./delivery.ts";
export type { DeliveryReport, Undelivered, UndeliveredReason } from "./delivery.ts";
export {
  AgentFailedError,
  AgentModuleError,
  AgentStaysError,
  BackendClosedError,
  DuplicateAgentError,
  InferenceAbsentError,
  InvalidObservationError,
  MessageCorruptError,
  MessageUnsendableError,
  PoolExhaustedError,
  UnknownAgentError,
  ValueUnsendableError,
  WorkerLostError,
  WorkersExhaustedError,
} from "./errors.ts";
export { nameAgent } from "./errors.ts";
export type { AgentOrigin, AgentPhase, WorkerLoss, WorkerLossReason } from "./errors.ts";
export { createMailbox } from "./mailbox.ts";
export type { Mailbox, MailboxCounts, MailboxOptions, OverflowPolicy } from "./mailbox.ts";
export { isMessageContent } from "./message-content.ts";
export { createMessageHistory, createUnboundedHistory } from "./message-history.ts";
export type { MessageHistory } from "./message-history.ts";
export type { AgentId, Message, MessageContent } from "./message.ts";
export { deadEndOutbox } from "./outbox.ts";
export { createQueue } from "./queues/create-queue.ts";
export { QUEUE_NAMES } from "./queues/queue.ts";
export type { Queue, QueueName } from "./queues/queue.ts";
export { createRouter } from "./routing/router.ts";
export type { Recipient, Router, RouterOptions } from "./routing/router.ts";
export { createTopicIndex } from "./routing/create-topic-index.ts";
export { TOPIC_INDEX_NAMES } from "./routing/topic-index.ts";
export type { TopicIndex, TopicIndexName } from "./routing/topic-index.ts";
export type {
  AgentStore,
  BeliefSnapshot,
  KindTraffic,
  StoreCounts,
  StoredAgent,
  StoredObservation,
  StoreRecords,
  StoreStatistics,
} from "./store/agent-store.ts";
export type { ConnectionPool, PoolStatistics } from "./store/postgres/connection-pool.ts";
export { openConnectionPool } from "./store/postgres/open-connection-pool.ts";
export type { OpenPoolOptions } from "./store/postgres/open-connection-pool.ts";
export type { PostgresStoreOptions } from "./store/postgres/postgres-options.ts";
export { createPostgresStore } from "./store/postgres/postgres-store.ts";
export { createSqliteStore } from "./store/sqlite/sqlite-store.ts";
export type { SqliteStoreOptions } from "./store/sqlite/sqlite-store.ts";
export {
  StoreClosedError,
  StoreOverloadedError,
  StoreSchemaError,
  StoreUnavailableError,
  StoreValueError,
} from "./store/store-errors.ts";
export type { UnavailableReason } from "./store/store-errors.ts";
export { CELL_CODES } from "./worlds/cell-code.ts";
export type { CellCode } from "./worlds/cell-code.ts";
export { goalDistances } from "./worlds/goal-distance.ts";
export { GRID_ACTIONS } from "./worlds/grid-action.ts";
export type { GridAction } from "./worlds/grid-action.ts";
export { createOpenGridMap, parseGridMap } from "./worlds/grid-map.ts";
export type { GridMap } from "./worlds/grid-map.ts";
export { createGridWorld } from "./worlds/grid-world.ts";
export type { GridObservation, GridWorld, GridWorldOptions } from "./worlds/grid-world.ts";

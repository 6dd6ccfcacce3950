import { InvalidModelError } from "../errors.ts";
import { createStillTransition, createUniformColumns } from "../model/build-arrays.ts";
import type { IssueList } from "../model/issue-list.ts";
import { createIssueList } from "../model/issue-list.ts";
import type { ModelDefinition } from "../model/model-definition.ts";
import type { TensorInput } from "../model/tensor.ts";
import type { GmnEdge, GmnGraph, GmnNode, GmnNodeType } from "./gmn-graph.ts";
import { readGmnGraph } from "./gmn-graph.ts";
import { parseGmnText } from "./parse-gmn-text.ts";

/** A node that asks a language model; the engine only hands it on. */
export interface GmnQuery {
  readonly id: string;
  readonly triggerCondition: string;
  readonly promptTemplate: string;
  readonly responseParser: string;
  /** Nodes that its answer updates, and nodes that it is told about. */
  readonly updateTargets: readonly string[];
  readonly contextNodes: readonly string[];
}

export interface ImportedGmn {
  /** Ready for `compileModel`. */
  readonly definition: ModelDefinition;
  readonly queries: readonly GmnQuery[];
}

/**
 * Imports a model in GMN, the notation of FreeAgentics: an object, JSON text, or its text form.
 *
 * As there, matrices that are not given are uniform (likelihood, belief) or change nothing (transition), and
 * a preference names one preferred observation. Other than there, any number of state factors is welcome,
 * a transition may follow several actions, and what the edges leave open is refused instead of guessed.
 *
 * @throws {InvalidModelError} listing everything wrong with the specification. Shapes and probabilities of
 *   given matrices are checked by `compileModel`.
 */
export function importGmn(spec: unknown): ImportedGmn {
  const list = createIssueList();
  const graph = readGmnGraph(typeof spec === "string" ? readText(spec, list) : spec, list);
  // Without whole nodes and edges every further complaint would be about something else.
  if (list.issues.length > 0) throw new InvalidModelError(list.issues);
  const imported = { definition: defineModel(graph, list), queries: listQueries(graph) };
  if (list.issues.length > 0) throw new InvalidModelError(list.issues);
  return imported;
}

function readText(text: string, list: IssueList): unknown {
  if (!text.trimStart().startsWith("{")) return parseGmnText(text, list);
  try {
    return JSON.parse(text);
  } catch (error) {
    list.add(
      "GMN",
      "JSON or the text form",
      error instanceof Error ? error.message : String(error),
    );
    return { nodes: [], edges: [] };
  }
}

function defineModel(graph: GmnGraph, list: IssueList): ModelDefinition {
  const states = ofType(graph, "state");
  const observations = ofType(graph, "observation");
  const actions = ofType(graph, "action");
  const sizes = {
    state: states.map((node) => readCount(node, "num_states", list)),
    observation: observations.map((node) => readCount(node, "num_observations", list)),
    action: actions.map((node) => readCount(node, "num_actions", list)),
  };
  const likelihoods = observations.map((observation) =>
    onlyOne(list, observation, "likelihood that generates it", [
      ...sourcesOf(graph, observation, "likelihood", "generates"),
    ]),
  );
  const likelihoodDependencies = listDependencies(graph, states, { likelihoods, list });
  const transitions = states.map((state) => neighboursOf(graph, state, "transition")[0] ?? null);
  const transitionControls = transitions.map((transition) =>
    transition === null
      ? []
      : neighboursOf(graph, transition, "action").map((node) => actions.indexOf(node)),
  );
  return {
    states: nameAxes(states, sizes.state),
    observations: nameAxes(observations, sizes.observation),
    controls: nameAxes(actions, sizes.action),
    likelihoodDependencies,
    transitionControls,
    likelihood: likelihoods.map(
      (likelihood, index) =>
        readArray(likelihood, "matrix", list) ??
        createUniformColumns([
          sizes.observation[index]!,
          ...likelihoodDependencies[index]!.map((factor) => sizes.state[factor]!),
        ]),
    ),
    transition: transitions.map(
      (transition, factor) =>
        readArray(transition, "matrix", list) ??
        stillTransition(
          sizes.state[factor]!,
          transitionControls[factor]!.map((control) => sizes.action[control]!),
        ),
    ),
    preference: observations.map((observation, index) =>
      readPreference(sourcesOf(graph, observation, "preference", "depends_on")[0] ?? null, {
        obsCount: sizes.observation[index]!,
        list,
      }),
    ),
    prior: states.map(
      (state, factor) =>
        readArray(sourcesOf(graph, state, "belief", "depends_on")[0] ?? null, "vector", list) ??
        createUniformColumns([sizes.state[factor]!]),
    ),
  };
}

/** Which states each likelihood depends on; a likelihood must depend on some. */
function listDependencies(
  graph: GmnGraph,
  states: readonly GmnNode[],
  { likelihoods, list }: { likelihoods: readonly (GmnNode | null)[]; list: IssueList },
): readonly (readonly number[])[] {
  return likelihoods.map((likelihood) => {
    if (likelihood === null) return [];
    const sources = sourcesOf(graph, likelihood, "state", "depends_on");
    if (sources.length === 0)
      list.add(`GMN node "${likelihood.id}"`, "one that depends on a state", "no such edge");
    return sources.map((node) => states.indexOf(node));
  });
}

const nameAxes = (
  nodes: readonly GmnNode[],
  counts: readonly number[],
): readonly { readonly name: string; readonly levels: number }[] =>
  nodes.map(({ id }, index) => ({ name: id, levels: counts[index]! }));

/** A transition that changes nothing, whatever the actions. */
function stillTransition(stateCount: number, actionCounts: readonly number[]): TensorInput {
  const actionCount = actionCounts.reduce((product, count) => product * count, 1);
  const still = createStillTransition(stateCount).data;
  return {
    shape: [stateCount, stateCount, ...actionCounts],
    data: Float64Array.from(
      { length: still.length * actionCount },
      (_, index) => still[Math.floor(index / actionCount)]!,
    ),
  };
}

function readPreference(
  node: GmnNode | null,
  { obsCount, list }: { obsCount: number; list: IssueList },
): TensorInput {
  const given = readArray(node, "vector", list);
  if (given !== null) return given;
  const preferred = node === null ? -1 : (node.properties["preferred_observation"] ?? 0);
  if (node !== null && !(typeof preferred === "number" && preferred >= 0 && preferred < obsCount))
    list.add(
      `GMN node "${node.id}" preferred_observation`,
      `an integer in [0, ${obsCount})`,
      JSON.stringify(preferred),
    );
  return Array.from({ length: obsCount }, (_, obs) => Number(obs === preferred));
}

function readArray(node: GmnNode | null, property: string, list: IssueList): TensorInput | null {
  const value = node?.properties[property];
  if (node === null || value === undefined || value === null) return null;
  return list.readTensor(`GMN node "${node.id}" ${property}`, value);
}

function readCount({ id, properties }: GmnNode, property: string, list: IssueList): number {
  const count = properties[property] ?? 1;
  if (typeof count === "number" && Number.isSafeInteger(count) && count > 0) return count;
  list.add(`GMN node "${id}" ${property}`, "a positive integer", JSON.stringify(count));
  return 1;
}

function onlyOne(
  list: IssueList,
  { id }: GmnNode,
  what: string,
  found: readonly GmnNode[],
): GmnNode | null {
  if (found.length === 1) return found[0]!;
  list.add(`GMN node "${id}"`, `one with one ${what}`, `${found.length}`);
  return null;
}

const ofType = ({ nodes }: GmnGraph, type: GmnNodeType): readonly GmnNode[] =>
  nodes.filter((node) => node.type === type);

/** Nodes of a type with an edge of a type to `target`, in the order of the edges. */
const sourcesOf = (
  { nodes, edges }: GmnGraph,
  target: GmnNode,
  type: GmnNodeType,
  edgeType: GmnEdge["type"],
): readonly GmnNode[] =>
  edges
    .filter((edge) => edge.target === target.id && edge.type === edgeType)
    .flatMap((edge) => nodes.filter(({ id, type: own }) => id === edge.source && own === type));

/** Nodes of a type that share an edge with `node`, whatever its type and direction. */
const neighboursOf = (
  { nodes, edges }: GmnGraph,
  node: GmnNode,
  type: GmnNodeType,
): readonly GmnNode[] => {
  const ids = edges.flatMap(({ source, target }) =>
    source === node.id ? [target] : target === node.id ? [source] : [],
  );
  return [...new Set(ids)].flatMap((id) =>
    nodes.filter((other) => other.id === id && other.type === type),
  );
};

const listQueries = (graph: GmnGraph): readonly GmnQuery[] =>
  ofType(graph, "llm_query").map(({ id, properties }) => ({
    id,
    triggerCondition: asText(properties["trigger_condition"], "on_observation"),
    promptTemplate: asText(properties["prompt_template"], ""),
    responseParser: asText(properties["response_parser"], "json"),
    updateTargets: graph.edges
      .filter(({ source, type }) => source === id && type === "updates")
      .map(({ target }) => target),
    contextNodes: graph.edges
      .filter(({ target, type }) => target === id && type === "queries")
      .map(({ source }) => source),
  }));

const asText = (value: unknown, fallback: string): string =>
  typeof value === "string" ? value : fallback;

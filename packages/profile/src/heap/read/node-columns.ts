import { MalformedError } from "./section-reader.ts";
import type { SnapshotHeader } from "./snapshot-header.ts";

/** The nodes of a snapshot, filled from batches of its rows. */
export interface NodeColumns {
  readonly nodeType: Uint8Array;
  readonly nodeName: Uint32Array;
  readonly nodeId: Uint32Array;
  readonly selfBytes: Float64Array;
  readonly firstEdge: Uint32Array;
  readonly take: (batch: Float64Array, count: number) => void;
  /** Rows that are complete. */
  readonly rowCount: () => number;
}

const UINT32_MAX = 0xffff_ffff;

export function createNodeColumns({ layout, nodeCount, nodeTypes }: SnapshotHeader): NodeColumns {
  const { nodeFieldCount, nodeTypeAt, nodeNameAt, nodeIdAt, selfSizeAt, edgeCountAt } = layout;
  const nodeType = new Uint8Array(nodeCount);
  const nodeName = new Uint32Array(nodeCount);
  const nodeId = new Uint32Array(nodeCount);
  const selfBytes = new Float64Array(nodeCount);
  const firstEdge = new Uint32Array(nodeCount + 1);
  let ordinal = 0;
  let field = 0;
  let edgesSoFar = 0;

  const take = (batch: Float64Array, count: number): void => {
    for (let index = 0; index < count; index += 1) {
      const value = batch[index]!;
      if (ordinal >= nodeCount) throw new MalformedError(`holds more than ${nodeCount} nodes`);
      if (value > UINT32_MAX && field !== selfSizeAt) throw tooLarge(value);
      if (field === nodeTypeAt) {
        if (value >= nodeTypes.length) throw new MalformedError(`holds a node of type ${value}`);
        nodeType[ordinal] = value;
      } else if (field === nodeNameAt) nodeName[ordinal] = value;
      else if (field === nodeIdAt) nodeId[ordinal] = value;
      else if (field === selfSizeAt) selfBytes[ordinal] = value;
      else if (field === edgeCountAt) {
        edgesSoFar += value;
        if (edgesSoFar > UINT32_MAX) throw tooLarge(edgesSoFar);
        firstEdge[ordinal + 1] = edgesSoFar;
      }
      field += 1;
      if (field === nodeFieldCount) {
        field = 0;
        ordinal += 1;
      }
    }
  };
  return {
    nodeType,
    nodeName,
    nodeId,
    selfBytes,
    firstEdge,
    take,
    rowCount: () => ordinal,
  };
}

const tooLarge = (value: number): MalformedError =>
  new MalformedError(`holds ${value}, which is too large for its field`);

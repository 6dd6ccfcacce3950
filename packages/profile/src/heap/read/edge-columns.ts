import { MalformedError } from "./section-reader.ts";
import type { SnapshotHeader } from "./snapshot-header.ts";

/** The edges of a snapshot, filled from batches of its rows. */
export interface EdgeColumns {
  readonly edgeType: Uint8Array;
  readonly edgeNameOrIndex: Uint32Array;
  readonly edgeTarget: Uint32Array;
  readonly take: (batch: Float64Array, count: number) => void;
  /** Rows that are complete. */
  readonly rowCount: () => number;
}

const UINT32_MAX = 0xffff_ffff;

export function createEdgeColumns(header: SnapshotHeader): EdgeColumns {
  const { layout, nodeCount, edgeCount, edgeTypes } = header;
  const { edgeFieldCount, edgeTypeAt, edgeNameAt, edgeTargetAt, nodeFieldCount } = layout;
  const edgeType = new Uint8Array(edgeCount);
  const edgeNameOrIndex = new Uint32Array(edgeCount);
  const edgeTarget = new Uint32Array(edgeCount);
  let row = 0;
  let field = 0;

  const take = (batch: Float64Array, count: number): void => {
    for (let index = 0; index < count; index += 1) {
      const value = batch[index]!;
      if (row >= edgeCount) throw new MalformedError(`holds more than ${edgeCount} edges`);
      if (field === edgeTypeAt) {
        if (value >= edgeTypes.length) throw new MalformedError(`holds an edge of type ${value}`);
        edgeType[row] = value;
      } else if (field === edgeNameAt) {
        if (value > UINT32_MAX) throw new MalformedError(`holds an edge with the name ${value}`);
        edgeNameOrIndex[row] = value;
      } else if (field === edgeTargetAt) {
        // The file counts fields, not nodes.
        const ordinal = value / nodeFieldCount;
        if (!Number.isInteger(ordinal) || ordinal >= nodeCount)
          throw new MalformedError(`holds an edge to ${value}, where no node begins`);
        edgeTarget[row] = ordinal;
      }
      field += 1;
      if (field === edgeFieldCount) {
        field = 0;
        row += 1;
      }
    }
  };
  return { edgeType, edgeNameOrIndex, edgeTarget, take, rowCount: () => row };
}

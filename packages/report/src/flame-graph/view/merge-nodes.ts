/** Makes a tree in which siblings differ, by columns that grow. Node 0 is the root. */
export interface MergedNodes {
  readonly count: number;
  /** The child of `parent` with that frame; the same one for the same pair. */
  child(parent: number, frame: number): number;
  columns(): { readonly parents: Int32Array; readonly frames: Uint32Array };
}

/**
 * @param rootFrame - frame of node 0.
 * @param frameCount - all frames are below it: pairs of a node and a frame are numbered with it.
 */
export function createMergedNodes(rootFrame: number, frameCount: number): MergedNodes {
  const parents = [-1];
  const frames = [rootFrame];
  const known = new Map<number, number>();
  return {
    get count() {
      return parents.length;
    },
    child(parent, frame) {
      const key = parent * frameCount + frame;
      const node = known.get(key);
      if (node !== undefined) return node;
      known.set(key, parents.length);
      parents.push(parent);
      frames.push(frame);
      return parents.length - 1;
    },
    columns: () => ({ parents: Int32Array.from(parents), frames: Uint32Array.from(frames) }),
  };
}

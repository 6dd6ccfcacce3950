/** Objects of the synthetic snapshot, the root not counted: some 620 MB of text. */
export const SYNTHETIC_OBJECT_COUNT = 12_000_000;
export const SYNTHETIC_OBJECT_BYTES = 56;

const CHUNK_OBJECT_COUNT = 20_000;
const NODE_FIELD_COUNT = 6;

/**
 * The text of a snapshot that is longer than the longest string of V8 (512 MiB), in pieces: a list, each object of
 * which holds the next one and the one after it.
 *
 * @yields pieces of some hundred kilobytes.
 */
export async function* syntheticSnapshot(): AsyncGenerator<Uint8Array> {
  const count = SYNTHETIC_OBJECT_COUNT;
  const meta = {
    node_fields: ["type", "name", "id", "self_size", "edge_count", "detachedness"],
    node_types: [["synthetic", "object"], "string", "number", "number", "number", "number"],
    edge_fields: ["type", "name_or_index", "to_node"],
    edge_types: [["property", "element", "weak"], "string_or_number", "node"],
  };
  // The last two objects hold one and none; the root holds the first.
  const edgeCount = 1 + 2 * (count - 2) + 1;
  const header = JSON.stringify({ meta, node_count: count + 1, edge_count: edgeCount });
  yield Buffer.from(`{"snapshot":${header},\n"nodes":[0,0,1,0,1,0`);
  yield* pieces(count, (object) => {
    const edges = Math.min(2, count - object);
    return `,1,1,${2 * object + 1},${SYNTHETIC_OBJECT_BYTES},${edges},0\n`;
  });
  yield Buffer.from(`],\n"edges":[1,1,${NODE_FIELD_COUNT}`);
  yield* pieces(count, (object) => {
    const near = object + 1 <= count ? `,0,2,${(object + 1) * NODE_FIELD_COUNT}\n` : "";
    const far = object + 2 <= count ? `,0,3,${(object + 2) * NODE_FIELD_COUNT}\n` : "";
    return near + far;
  });
  yield Buffer.from('],\n"strings":["","Link","next","skip"]}\n');
}

async function* pieces(
  count: number,
  textOf: (object: number) => string,
): AsyncGenerator<Uint8Array> {
  for (let start = 1; start <= count; start += CHUNK_OBJECT_COUNT) {
    let text = "";
    const end = Math.min(count, start + CHUNK_OBJECT_COUNT - 1);
    for (let object = start; object <= end; object += 1) text += textOf(object);
    yield Buffer.from(text);
  }
}

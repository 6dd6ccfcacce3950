import { Packr } from "msgpackr";

import { PlainWriter } from "./plain-writer.ts";
import { SharedCopier } from "./shared-copier.ts";
import {
  STRUCTURE_CHARACTERS_MAX,
  STRUCTURE_COUNT_MAX,
  type StructureTable,
} from "./structure-table.ts";

/** Values of any shape as bytes, for peers who share a {@link StructureTable}. */
export interface FreeFormCodec {
  /** The bytes are valid until the next call. */
  encode(value: unknown): Uint8Array;
  /** Reads from memory that may be overwritten as soon as this returns: nothing in the value refers to it. */
  decode(bytes: Uint8Array, offsetBytes: number, lengthBytes: number): unknown;
}

/**
 * MessagePack with msgpackr's records: property names are sent once per program, not per message.
 *
 * Objects whose names do not repeat, such as dictionaries keyed by agent, fall back to plain maps, so
 * that they cannot grow the table without end.
 */
export function createFreeFormCodec(table: StructureTable): FreeFormCodec {
  const plain = new PlainWriter();
  const packr = new Packr({
    useRecords: true,
    mapsAsObjects: true,
    copyBuffers: true,
    moreTypes: true,
    int64AsType: "number",
    maxSharedStructures: STRUCTURE_COUNT_MAX,
    maxOwnStructures: 0,
    shouldShareStructure: (names) => characterCount(names) <= STRUCTURE_CHARACTERS_MAX,
    getStructures() {
      const structures = table.load();
      plain.learn(structures);
      return structures;
    },
    saveStructures(structures) {
      const names = toNames(structures);
      const isSaved = table.save(names);
      if (isSaved) plain.learn(names);
      return isSaved;
    },
  });
  const copier = new SharedCopier();

  return {
    encode: (value) => plain.write(value) ?? packr.pack(value),
    decode(bytes, offsetBytes, lengthBytes) {
      return packr.unpack(copier.copy(bytes, offsetBytes, lengthBytes), lengthBytes);
    },
  };
}

/**
 * Standard MessagePack maps, for peers who share no memory: every value carries its property names, and
 * anyone can read it who has nothing but its bytes.
 */
export function createSelfContainedCodec(): FreeFormCodec {
  const packr = new Packr({
    useRecords: false,
    copyBuffers: true,
    moreTypes: true,
    int64AsType: "number",
  });
  return {
    encode: (value) => packr.pack(value),
    decode: (bytes, offsetBytes, lengthBytes) =>
      packr.unpack(bytes.subarray(offsetBytes, offsetBytes + lengthBytes)),
  };
}

const characterCount = (names: readonly string[]): number =>
  names.reduce((count, name) => count + name.length, 0);

/** Without the fields that msgpackr keeps on its lists. */
const toNames = (structures: readonly object[]): string[][] =>
  structures.map((names) => (Array.isArray(names) ? names.map(String) : []));

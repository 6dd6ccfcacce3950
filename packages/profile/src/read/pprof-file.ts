import { createColumn } from "../model/growing-column.ts";
import { readInt, readNumbers, readUint, visitFields } from "./protobuf.ts";
import type { Cursor } from "./protobuf.ts";

/** Two texts that name a value, by index into the strings. */
export interface PprofValueType {
  readonly type: number;
  readonly unit: number;
}

export interface PprofLabel {
  readonly key: number;
  readonly str: number;
  readonly num: number;
}

export interface PprofFunction {
  readonly name: number;
  readonly filename: number;
  readonly startLine: number;
}

export interface PprofLocation {
  readonly id: number;
  readonly mappingId: number;
  readonly address: bigint;
  /** Innermost first. */
  readonly lines: readonly { readonly functionId: number; readonly line: number }[];
}

/** One sample; the same object is filled anew for each, and lists may be longer than their counts. */
export interface PprofSample {
  /** Leaf first. */
  readonly locationIds: number[];
  locationCount: number;
  readonly values: number[];
  valueCount: number;
  /** The same for samples whose labels are the same, byte by byte; empty without labels. */
  labelKey: string;
}

/** What the protocol buffer of a profile holds. Samples, of which there are many, are read one at a time. */
export interface PprofFile {
  readonly sampleTypes: readonly PprofValueType[];
  readonly sampleCount: number;
  readonly sampleAt: (index: number) => PprofSample;
  readonly labelsAt: (index: number) => readonly PprofLabel[];
  readonly functions: ReadonlyMap<number, PprofFunction>;
  /** File names of mappings by their ids, as indexes into the strings. */
  readonly mappings: ReadonlyMap<number, number>;
  readonly locations: readonly PprofLocation[];
  readonly strings: readonly string[];
  readonly periodType: PprofValueType | null;
  readonly period: number;
  readonly durationNanos: number;
  readonly comments: readonly number[];
}

/**
 * Reads a profile's protocol buffer, unpacked.
 *
 * @throws {ProtobufDamagedError}
 * @see https://github.com/google/pprof/blob/main/proto/profile.proto for the numbers of the fields
 */
export function readPprofFile(bytes: Uint8Array): PprofFile {
  const cursor: Cursor = { bytes, offset: 0 };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sampleTypes: PprofValueType[] = [];
  const sampleStarts = createColumn((count) => new Float64Array(count));
  const sampleEnds = createColumn((count) => new Float64Array(count));
  const mappings = new Map<number, number>();
  const locations: PprofLocation[] = [];
  const functions = new Map<number, PprofFunction>();
  const strings: string[] = [];
  const comments: number[] = [];
  const facts = { periodType: null as PprofValueType | null, period: 0, durationNanos: 0 };
  visitFields(cursor, bytes.length, (field, end) => {
    if (field === 1) sampleTypes.push(readValueType(cursor, end));
    else if (field === 2) {
      sampleStarts.push(cursor.offset);
      sampleEnds.push(end);
    } else if (field === 3) readMapping(cursor, end, mappings);
    else if (field === 4) locations.push(readLocation(cursor, end));
    else if (field === 5) readFunction(cursor, end, functions);
    else if (field === 6) strings.push(text.toString("utf8", cursor.offset, end));
    else if (field === 10) facts.durationNanos = readInt(cursor);
    else if (field === 11) facts.periodType = readValueType(cursor, end);
    else if (field === 12) facts.period = readInt(cursor);
    else if (field === 13)
      readNumbers(cursor, end, { read: readUint, values: comments, count: comments.length });
  });
  const sample: PprofSample = {
    locationIds: [],
    locationCount: 0,
    values: [],
    valueCount: 0,
    labelKey: "",
  };
  return {
    sampleTypes,
    sampleCount: sampleStarts.length,
    sampleAt(index) {
      cursor.offset = sampleStarts.get(index);
      readSample(cursor, sampleEnds.get(index), { sample, text });
      return sample;
    },
    labelsAt(index) {
      cursor.offset = sampleStarts.get(index);
      return readLabels(cursor, sampleEnds.get(index));
    },
    functions,
    mappings,
    locations,
    strings,
    ...facts,
    comments,
  };
}

function readSample(
  cursor: Cursor,
  end: number,
  { sample, text }: { readonly sample: PprofSample; readonly text: Buffer },
): void {
  sample.locationCount = 0;
  sample.valueCount = 0;
  sample.labelKey = "";
  visitFields(cursor, end, (field, valueEnd) => {
    if (field === 1) {
      const { locationIds: values, locationCount: count } = sample;
      sample.locationCount = readNumbers(cursor, valueEnd, { read: readUint, values, count });
    } else if (field === 2) {
      const { values, valueCount: count } = sample;
      sample.valueCount = readNumbers(cursor, valueEnd, { read: readInt, values, count });
    } else if (field === 3) {
      // With its length before it, so that two labels are not taken for one.
      sample.labelKey += `${valueEnd - cursor.offset} ${text.toString("latin1", cursor.offset, valueEnd)}`;
    }
  });
}

function readLabels(cursor: Cursor, end: number): readonly PprofLabel[] {
  const labels: PprofLabel[] = [];
  visitFields(cursor, end, (field, valueEnd) => {
    if (field === 3) labels.push(readLabel(cursor, valueEnd));
  });
  return labels;
}

function readLabel(cursor: Cursor, end: number): PprofLabel {
  const label = { key: 0, str: 0, num: 0 };
  visitFields(cursor, end, (field) => {
    if (field === 1) label.key = readUint(cursor);
    else if (field === 2) label.str = readUint(cursor);
    else if (field === 3) label.num = readInt(cursor);
  });
  return label;
}

function readValueType(cursor: Cursor, end: number): PprofValueType {
  const value = { type: 0, unit: 0 };
  visitFields(cursor, end, (field) => {
    if (field === 1) value.type = readUint(cursor);
    else if (field === 2) value.unit = readUint(cursor);
  });
  return value;
}

function readMapping(cursor: Cursor, end: number, mappings: Map<number, number>): void {
  let id = 0;
  let filename = 0;
  visitFields(cursor, end, (field) => {
    if (field === 1) id = readUint(cursor);
    else if (field === 5) filename = readUint(cursor);
  });
  mappings.set(id, filename);
}

function readLocation(cursor: Cursor, end: number): PprofLocation {
  const location = { id: 0, mappingId: 0, address: 0n };
  const lines: { functionId: number; line: number }[] = [];
  visitFields(cursor, end, (field, valueEnd) => {
    if (field === 1) location.id = readUint(cursor);
    else if (field === 2) location.mappingId = readUint(cursor);
    else if (field === 3) location.address = readAddress(cursor);
    else if (field === 4) lines.push(readLine(cursor, valueEnd));
  });
  return { ...location, lines };
}

function readLine(cursor: Cursor, end: number): { functionId: number; line: number } {
  const place = { functionId: 0, line: 0 };
  visitFields(cursor, end, (field) => {
    if (field === 1) place.functionId = readUint(cursor);
    else if (field === 2) place.line = readInt(cursor);
  });
  return place;
}

/** Of the kernel: beyond 2^53. */
function readAddress(cursor: Cursor): bigint {
  const start = cursor.offset;
  readUint(cursor);
  let address = 0n;
  for (let at = cursor.offset - 1; at >= start; at--)
    address = address * 128n + BigInt(cursor.bytes[at]! & 127);
  return BigInt.asUintN(64, address);
}

function readFunction(cursor: Cursor, end: number, functions: Map<number, PprofFunction>): void {
  let id = 0;
  const entry = { name: 0, filename: 0, startLine: 0 };
  visitFields(cursor, end, (field) => {
    if (field === 1) id = readUint(cursor);
    else if (field === 2) entry.name = readUint(cursor);
    else if (field === 4) entry.filename = readUint(cursor);
    else if (field === 5) entry.startLine = readInt(cursor);
  });
  functions.set(id, entry);
}

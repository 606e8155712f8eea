/** What a file in ONNX's format says of itself, read without running any of it. Numbers of fields: onnx.proto3. */
import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';
import { fieldsOf, textOf } from './wire.ts';

/** Something that goes in or comes out. */
export interface OnnxValue {
  readonly name: string;
  /** Kind of its numbers by ONNX's list: 1 float, 6 int32, 7 int64, 10 float16. */
  readonly type: number;
  /** Its extents, null where one may vary; null where it does not say. */
  readonly shape: readonly (number | null)[] | null;
}

export interface OnnxFile {
  /** Version of ONNX's own operators. */
  readonly opset: number;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const EXTERNAL = 1;
/** Graphs within graphs, as of a loop. */
const DEEPEST = 8;

/** @throws SettingsError for what is no ONNX file, and for one whose weights lie in another file, named */
export function readOnnx(bytes: Uint8Array): OnnxFile {
  const initial = new Set<string>();
  const [inputs, outputs]: [OnnxValue[], OnnxValue[]] = [[], []];
  let [opset, graphs] = [0, 0];
  for (const { number, bytes: inside } of fieldsOf(bytes)) {
    if (inside === undefined) continue;
    if (number === 7) {
      graphs++;
      readGraph(inside, initial, 0);
      for (const part of fieldsOf(inside)) {
        if (part.number === 11 && part.bytes) inputs.push(valueOf(part.bytes));
        if (part.number === 12 && part.bytes) outputs.push(valueOf(part.bytes));
      }
    }
    if (number === 8) opset = Math.max(opset, ownOpset(inside));
    if (number === 25) readNodes(inside, 7, initial, 0); // functions of the model
  }
  if (graphs !== 1) throw new SettingsError(`encoder: the model has ${graphs} graphs, expected an ONNX file with one`);
  return { opset, inputs: inputs.filter(({ name }) => !initial.has(name)), outputs };
}

function readGraph(graph: Uint8Array, initial: Set<string>, depth: number): void {
  if (depth > DEEPEST)
    throw new SettingsError(`encoder: the model has graphs within graphs, more than ${DEEPEST} deep`);
  for (const { number, bytes } of fieldsOf(graph)) {
    if (bytes === undefined) continue;
    if (number === 5) readTensor(bytes, depth === 0 ? initial : null);
    if (number === 15) readSparse(bytes);
  }
  readNodes(graph, 1, initial, depth);
}

/** What stands in the attributes of nodes, which are field `field` of a message. */
function readNodes(message: Uint8Array, field: number, initial: Set<string>, depth: number): void {
  for (const node of fieldsOf(message)) {
    if (node.number !== field || node.bytes === undefined) continue;
    for (const attribute of fieldsOf(node.bytes)) {
      if (attribute.number === 5 && attribute.bytes !== undefined) readAttribute(attribute.bytes, initial, depth);
    }
  }
}

function readAttribute(attribute: Uint8Array, initial: Set<string>, depth: number): void {
  for (const { number, bytes } of fieldsOf(attribute)) {
    if (bytes === undefined) continue;
    if (number === 5 || number === 10) readTensor(bytes, null);
    if (number === 6 || number === 11) readGraph(bytes, initial, depth + 1);
    if (number === 22 || number === 23) readSparse(bytes);
  }
}

function readSparse(sparse: Uint8Array): void {
  for (const { number, bytes } of fieldsOf(sparse)) if (bytes && number <= 2) readTensor(bytes, null);
}

function readTensor(tensor: Uint8Array, initial: Set<string> | null): void {
  let [name, file, outside] = ['', '', false];
  for (const { number, value, bytes } of fieldsOf(tensor)) {
    if (number === 8 && bytes) name = textOf(bytes);
    if (number === 14 && value === EXTERNAL) outside = true;
    if (number === 13 && bytes) {
      outside = true;
      const [key, location] = [...fieldsOf(bytes)].map((entry) => (entry.bytes ? textOf(entry.bytes) : ''));
      if (key === 'location') file = location;
    }
  }
  if (outside) {
    throw new SettingsError(
      `encoder: the weights ${quote(name)} of the model lie in another file, ${quote(file)}; expected a model in one file: ` +
        'onnx.save_model(model, path, save_as_external_data=False) writes it',
    );
  }
  initial?.add(name);
}

/** The version of ONNX's own operators; 0 where it is that of others. */
function ownOpset(imported: Uint8Array): number {
  let [domain, version] = ['', 0];
  for (const { number, value, bytes } of fieldsOf(imported)) {
    if (number === 1 && bytes) domain = textOf(bytes);
    if (number === 2 && value !== undefined) version = value;
  }
  return domain === '' || domain === 'ai.onnx' ? version : 0;
}

function valueOf(info: Uint8Array): OnnxValue {
  let [name, type]: [string, number] = ['', 0];
  let shape: (number | null)[] | null = null;
  for (const { number, bytes } of fieldsOf(info)) {
    if (number === 1 && bytes) name = textOf(bytes);
    if (number !== 2 || bytes === undefined) continue;
    for (const kind of fieldsOf(bytes)) {
      if (kind.number !== 1 || kind.bytes === undefined) continue; // no tensor
      for (const said of fieldsOf(kind.bytes)) {
        if (said.number === 1 && said.value !== undefined) type = said.value;
        if (said.number === 2 && said.bytes !== undefined) shape = extentsOf(said.bytes);
      }
    }
  }
  return { name, type, shape };
}

const extentsOf = (shape: Uint8Array): (number | null)[] =>
  [...fieldsOf(shape)].map(({ bytes }) => {
    const said = bytes === undefined ? undefined : [...fieldsOf(bytes)].find(({ number }) => number === 1);
    return said?.value ?? null;
  });

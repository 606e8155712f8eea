/** An ONNX file of a model: its graph, and in its metadata what a stranger needs to ask it and to judge it. */
import { SettingsError } from '../core/errors.ts';
import { metadataProto, modelProto } from './proto.ts';
import { joined, lengthOf, type Wire } from './wire.ts';

/** What protocol buffers can hold; beyond it weights would have to lie in files beside, which are not written. */
const MOST_BYTES = 2 ** 31 - 1;

/** Bytes of one entry of the metadata. What is longer is left out, and an entry says so. */
export const MOST_ENTRY_BYTES = 8 * 2 ** 20;

export interface Producer {
  readonly version: string;
  readonly commit: string;
}

/** A file in pieces; the weights among them are those in memory. @throws SettingsError for one beyond 2 GB */
export function onnxFile(graph: Wire, { version, commit }: Producer, says: string): Wire {
  const file = modelProto(graph, 'nextup', `${version} ${commit}`.trim(), says);
  const bytes = lengthOf(file);
  if (bytes <= MOST_BYTES) return file;
  throw new SettingsError(
    `onnx: the model takes ${bytes} bytes, expected at most ${MOST_BYTES}, for weights beside the file are not written`,
  );
}

/** Entries of the metadata, which go behind a file; what is text stands as it is, all else as JSON. */
export function metadata(entries: Readonly<Record<string, unknown>>): Wire {
  const left: string[] = [];
  const written = Object.entries(entries).flatMap(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (text.length <= MOST_ENTRY_BYTES) return [metadataProto(`nextup.${key}`, text)];
    left.push(key);
    return [];
  });
  const said = left.length === 0 ? [] : [metadataProto('nextup.left out', left.join(', '))];
  return joined(...written, ...said);
}

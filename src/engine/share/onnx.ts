/** Models on their way out as ONNX: written, run elsewhere, and given out where it says the same. */
import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { exactly, modelNamed } from '../../models/catalogue.ts';
import { metadata, onnxFile } from '../../onnx/file.ts';
import { modelGraph, windowOf } from '../../onnx/model_graph.ts';
import { besideOf } from '../../onnx/questions.ts';
import { openSession } from '../../onnx/session.ts';
import { streamGraph } from '../../onnx/stream_graph.ts';
import { verify, verifyStream } from '../../onnx/verify.ts';
import { inOnePiece, joined } from '../../onnx/wire.ts';
import type { Platform } from '../platform.ts';
import { readSnapshot } from '../run/snapshots.ts';
import type { OnnxExport, OnnxOptions } from './messages.ts';

/**
 * The ONNX file of a model as its snapshot has it.
 *
 * @throws SettingsError for a model that has a kernel without an ONNX form, or whose file does not say what the model says, CancelledError
 */
export async function exportOnnx(
  snapshot: Uint8Array<ArrayBuffer>,
  platform: Pick<Platform, 'version' | 'commit'>,
  { titles = true, streaming = false, top }: OnnxOptions,
  pace: Pace,
): Promise<OnnxExport> {
  const { file, model: asked } = await readSnapshot(snapshot);
  const { manifest, parameters, items: table, codes, kinds, levels } = file;
  const { items, ...settings } = manifest.config;
  const model = modelNamed(manifest.arch);
  const config = exactly(model, settings);
  if (top !== undefined && top > items) {
    throw new SettingsError(`onnx: top is ${top}, expected at most ${items}, the items of the catalogue`);
  }
  const parts = { model, config, items, parameters, codes, levels, top };
  const { graph, states } = streaming ? streamGraph(parts) : { graph: modelGraph(parts), states: null };
  const says = `${model.title}: ${model.says.replace('{length}', `${config.length}`)}`;
  const bare = onnxFile(graph, platform, says);
  const bytes = inOnePiece(bare);
  const window = windowOf(model, config);
  const known = { items, window, kinds: kinds?.length ?? 0, levels: levels ?? [] };
  const session = await openSession(bytes);
  try {
    const verified = await (states === null
      ? verify(session, asked.reader, known, pace)
      : verifyStream(session, states, asked.reader, known, pace));
    const read = { window, beside: besideOf(session.inputs), ...(states === null ? {} : { states }) };
    const { protocol, split, seen, scores } = manifest.metrics;
    const entries = metadata({
      ...{ model: model.name, settings: manifest.config, reads: read, items: table.ids },
      ...(titles && table.titles !== null ? { titles: table.titles } : {}),
      ...(kinds === null ? {} : { kinds }),
      ...(levels === null ? {} : { levels }),
      ...{ protocol, split: split ?? 'leave-one-out', seen, scores },
      ...{ training: manifest.train, dataset: manifest.dataset, verified },
    });
    const { inputs, outputs } = session;
    return { bytes: inOnePiece(joined([bytes], entries)), inputs, outputs, verified };
  } finally {
    await session.release();
  }
}

/** State dicts of other programs: by which names they are known, and what of ours they are. */
import { torchName } from '../../eject/names.ts';
import type { Parameter } from '../../snapshot/model_file.ts';
import { quote, refusal } from '../../snapshot/refusal.ts';
import type { ForeignTensor, ForeignTensors } from './foreign_tensors.ts';

type Place = Pick<Parameter, 'name' | 'shape'>;

/** A model of ours in the words of a state dict. */
export interface Recognised {
  /** What wrote it. */
  readonly from: string;
  readonly model: string;
  /** Settings that its shapes say. */
  readonly config: Readonly<Record<string, number>>;
  /** The parameter in this place. @throws SnapshotError */
  readonly parameter: (place: Place) => Parameter;
}

/** One way to write a model down. */
interface StateDict {
  readonly from: string;
  /** A name that it has and none of the ways before it. */
  readonly known: (names: ReadonlySet<string>) => boolean;
  /** Why it cannot be said by a model of ours, in what differs; or how it is. */
  readonly read: ((tensors: ForeignTensors) => Omit<Recognised, 'from'>) | string;
}

const BLOCK = 'trm_encoder.layer.0.multi_head_attention.query.weight';

const stateDicts: readonly StateDict[] = [
  {
    from: 'GRU4Rec of RecBole',
    known: (names) =>
      names.has('item_embedding.weight') && names.has('gru_layers.weight_ih_l0') && names.has('dense.weight'),
    read: recboleGru4rec,
  },
  {
    from: 'BERT4Rec of RecBole',
    known: (names) => names.has(BLOCK) && names.has('output_ffn.weight'),
    read:
      'it normalises the sum of item and position before its blocks and what it fills in before scores are made, adds a number of its own to the score of each item, counts positions from the oldest item and ' +
      'has the exact GELU; ours normalises neither, has no such number, counts from the newest and has the tanh form',
  },
  {
    from: 'SASRec of RecBole',
    known: (names) => names.has(BLOCK),
    read: 'it normalises behind each sublayer and the sum of item and position before the first, with the exact GELU; ours normalises before each sublayer and once behind the last, with the tanh form',
  },
  {
    from: 'SASRec of pmixer',
    known: (names) => names.has('item_emb.weight') && names.has('attention_layers.0.in_proj_weight'),
    read:
      'it multiplies items by the root of the width, takes keys and values from what is not normalised, goes on from what is normalised, has a ReLU network no wider than the stream and looks at padding; ours does ' +
      'none of these',
  },
];

/**
 * What a state dict is. @throws SnapshotError for one that no model of ours can say, naming what differs, and for one that nobody knows
 *
 * @param ours  the model whose PyTorch text, as of an ejected project, has these names; undefined to go by the names
 */
export function recognise(tensors: ForeignTensors, ours: string | undefined): Recognised {
  if (ours !== undefined) return ejected(tensors, ours);
  const names = new Set(tensors.keys());
  const found = stateDicts.find(({ known }) => known(names));
  if (found === undefined) {
    const some = [...names]
      .slice(0, 4)
      .map((name) => quote(name))
      .join(', ');
    throw refusal('SNAP_WEIGHTS', 'state dict', `tensors ${some} …, which is none that is known`);
  }
  const { from, read } = found;
  if (typeof read === 'string') throw refusal('SNAP_WEIGHTS', from, `it is another model than ours: ${read}`);
  return { from, ...read(tensors) };
}

/** nn.GRU without biases has r, z and n one below another, as ours; its biases are then 0. */
function recboleGru4rec(tensors: ForeignTensors): Omit<Recognised, 'from'> {
  const table = wanted(tensors, 'item_embedding.weight', [null, null]);
  const [rows, width] = table.shape;
  const [, hidden] = wanted(tensors, 'dense.weight', [width, null]).shape;
  const layers = [...tensors.keys()].filter((name) => /^gru_layers\.weight_ih_l\d+$/.test(name)).length;
  const used = new Set(['item_embedding.weight', 'dense.weight', 'dense.bias']);
  for (let l = 0; l < layers; l++) for (const kind of KINDS) used.add(`gru_layers.${kind}_l${l}`);
  onlyThese(tensors, used);
  const names = new Map([
    ['items', 'item_embedding.weight'],
    ['out.weight', 'dense.weight'],
    ['out.bias', 'dense.bias'],
  ]);
  for (let l = 0; l < layers; l++) {
    names
      .set(`layer${l}.input.weight`, `gru_layers.weight_ih_l${l}`)
      .set(`layer${l}.input.bias`, `gru_layers.bias_ih_l${l}`);
    names
      .set(`layer${l}.recurrent.weight`, `gru_layers.weight_hh_l${l}`)
      .set(`layer${l}.recurrent.bias`, `gru_layers.bias_hh_l${l}`);
  }
  return {
    model: 'gru4rec',
    config: { items: rows - 1, layers, hidden, width },
    parameter({ name, shape }) {
      const theirs = names.get(name) ?? name;
      const isBias = theirs.startsWith('gru_layers.bias');
      if (isBias && !tensors.has(theirs)) return { name, shape, data: new Float32Array(shape[0]) };
      const { data } = wanted(tensors, theirs, shape);
      return { name, shape, data: name === 'items' ? withoutPadding(data, width) : data };
    },
  };
}

const KINDS = ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'] as const;

/** The row of padding is nobody's: RecBole draws it and never reads it, ours is 0. */
function withoutPadding(data: Float32Array<ArrayBuffer>, width: number): Float32Array<ArrayBuffer> {
  const copy = data.slice();
  copy.fill(0, 0, width);
  return copy;
}

/** The names that src/eject gives our parameters, behind `best.` or `model.` as its checkpoint has them or not. */
function ejected(tensors: ForeignTensors, model: string): Recognised {
  const prefix = ['best.', 'model.', ''].find((before) => tensors.has(`${before}items.weight`)) ?? '';
  const { shape } = wanted(tensors, `${prefix}items.weight`, [null, null]);
  const beyond = model === 'bert4rec' ? 2 : 1; // padding, and the mask
  return {
    from: `a project of Nextup in PyTorch`,
    model,
    config: { items: shape[0] - beyond, width: shape[1] },
    parameter: (place) => {
      const { data } = wanted(tensors, prefix + torchName(place.name), place.shape);
      return { ...place, data };
    },
  };
}

/** A tensor of this name and shape, where null stands for any size. @throws SnapshotError */
function wanted(tensors: ForeignTensors, name: string, shape: readonly (number | null)[]): ForeignTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw refusal('SNAP_WEIGHTS', `tensor "${name}"`, 'missing');
  const fits = tensor.shape.length === shape.length && shape.every((n, i) => n === null || n === tensor.shape[i]);
  if (fits) return tensor;
  const expected = shape.map((n) => n ?? 'any').join(', ');
  throw refusal('SNAP_WEIGHTS', `tensor "${name}"`, `shape (${tensor.shape.join(', ')}), expected (${expected})`);
}

/** What nobody reads would change what is computed. @throws SnapshotError */
function onlyThese(tensors: ForeignTensors, used: ReadonlySet<string>): void {
  const other = [...tensors.keys()].find((name) => !used.has(name));
  if (other === undefined) return;
  throw refusal('SNAP_WEIGHTS', `tensor ${quote(other)}`, 'not part of the model that the others are of');
}

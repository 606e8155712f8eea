import { checkShape, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  embed,
  embedPacked,
  embeddingGradient,
  embeddingGradientOnto,
  gatherOnto,
  gatherRows,
  positionGradient,
} from '../../shaders/embedding/embedding.kernels.ts';
import { dropout, type Dropout } from './dropout.ts';

/**
 * Ids and the inverted index of the same ids, made where the batch is made: the positions at which each row of the table
 * is used, so that its gradient is gathered in a fixed order without atomics.
 */
export interface Indexed {
  /** u32, any shape. */
  readonly ids: Tensor;
  /** u32 (V + 1): places[offsets[v]] … places[offsets[v + 1] − 1] are the flat positions of id v; id 0 has none. */
  readonly offsets: Tensor;
  /** u32, as many as ids. */
  readonly places: Tensor;
}

/** Which position each item has: that of the first of each row, or of rows that hold several histories that of each item. */
export type Placed = Tensor | Indexed;

/**
 * Item and position embeddings: y = dropout(scale · table[id] + positions[position]), 0 at padding (id 0).
 *
 * @param table      (V, C); row 0 is padding
 * @param positions  (W, C), W ≥ T
 * @param items      ids (B, T) with their inverted index
 * @param placed     which position each item has, below W. u32 (B): that of the first item of each row, from which the others
 *                   count on. Of rows that hold several histories, ids (B, T) with their inverted index, in which padding has none
 * @returns          (B, T, C)
 * @throws ShapeError where positions have another width, there is no first for each row or no position for each item, or the index does not cover V
 * @see Kang & McAuley 2018, eq. 1; scale = √C in the original
 */
export function embedding(
  table: Tensor,
  positions: Tensor,
  items: Indexed,
  placed: Placed,
  scale: number,
  drop: Dropout,
): Tensor {
  const [batch = 0, time = 0] = items.ids.shape;
  const [vocabulary = 0, width = 0] = table.shape;
  const [window = 0] = positions.shape;
  checkShape('embedding: positions', positions.shape, [window, width]);
  checkShape('embedding: offsets', items.offsets.shape, [vocabulary + 1]);
  const { ids } = items;
  const params = { batch, time, window, width, vocabulary, scale, ...drop.params };
  const inputs = { table, positions, ids, clock: drop.clock };
  const rows = batch * time;
  if ('ids' in placed) {
    checkShape('embedding: position of each item', placed.ids.shape, [batch, time]);
    checkShape('embedding: offsets of positions', placed.offsets.shape, [window + 1]);
    const { y } = dispatch(embedPacked, { ...inputs, at: placed.ids }, params);
    return differentiable(y, [table, positions], (dy, [sofar, before]) => {
      const dx = dropout(dy, drop);
      return [
        tableGradient(dx, items, sofar, { rows, width, vocabulary, scale }),
        tableGradient(dx, placed, before, { rows, width, vocabulary: window, scale: 1 }),
      ];
    });
  }
  checkShape('embedding: first', placed.shape, [batch]);
  const { y } = dispatch(embed, { ...inputs, first: placed }, params);
  return differentiable(y, [table, positions], (dy, [sofar]) => {
    const dx = dropout(dy, drop);
    const dpositions = dispatch(positionGradient, { dy: dx, ids, first: placed }, { batch, time, window, width });
    return [tableGradient(dx, items, sofar, { rows, width, vocabulary, scale }), dpositions.dpositions];
  });
}

/**
 * Item embeddings alone: y = dropout(table[id]). Padding reads row 0, which no gradient changes.
 *
 * @param table  (V, C); row 0 is padding
 * @param items  ids (B, T) with their inverted index
 * @returns      (B, T, C)
 * @throws ShapeError where the index does not cover V
 */
export function lookup(table: Tensor, items: Indexed, drop?: Dropout): Tensor {
  const [vocabulary = 0, width = 0] = table.shape;
  checkShape('lookup: offsets', items.offsets.shape, [vocabulary + 1]);
  const { ids } = items;
  const rows = size(ids.shape);
  const { y } = dispatch(gatherRows, { table, ids }, { count: rows, width, vocabulary });
  const found = differentiable(view(y, [...ids.shape, width]), [table], (dy, [sofar]) => [
    tableGradient(dy, items, sofar, { rows, width, vocabulary, scale: 1 }),
  ]);
  return drop === undefined ? found : dropout(found, drop);
}

/**
 * A row of a table added to each position: y = x + table[id].
 *
 * @param x      (…, C), of the shape of the ids
 * @param table  (V, C); no gradient changes row 0
 * @param rows   ids with their inverted index
 * @returns      the shape of x
 * @throws ShapeError where x has other positions or another width, or the index does not cover V
 */
export function lookupOnto(x: Tensor, table: Tensor, rows: Indexed): Tensor {
  const [vocabulary = 0, width = 0] = table.shape;
  const { ids } = rows;
  checkShape('lookup onto: x', x.shape, [...ids.shape, width]);
  checkShape('lookup onto: offsets', rows.offsets.shape, [vocabulary + 1]);
  const count = size(ids.shape);
  const { y } = dispatch(gatherOnto, { x, table, ids }, { count, width, vocabulary });
  return differentiable(view(y, x.shape), [x, table], (dy, [, sofar]) => [
    dy,
    tableGradient(dy, rows, sofar, { rows: count, width, vocabulary, scale: 1 }),
  ]);
}

interface TableExtents {
  readonly rows: number;
  readonly width: number;
  readonly vocabulary: number;
  readonly scale: number;
}

/** scale · Σ of dy over the places of each id, added to what the table's gradient already holds. */
export function tableGradient(
  dy: Tensor,
  { offsets, places }: Omit<Indexed, 'ids'>,
  sofar: Tensor | undefined,
  extents: TableExtents,
): { readonly total: Tensor } {
  const params = { ...extents, bounds: extents.vocabulary + 1 };
  const inputs = { dy, offsets, places };
  if (sofar === undefined) return { total: dispatch(embeddingGradient, inputs, params).dtable };
  return { total: dispatch(embeddingGradientOnto, { ...inputs, sofar }, params).dtable };
}

import type { BatchWalk } from '../../../worker/contract.ts';
import { count, counted, percent, rounded } from '../../format.ts';

/** The stations of one batch, in the order in which a step goes through them. */
export const stations = ['batch', 'embedding', 'state', 'scores', 'loss', 'gradients'] as const;
export type Station = (typeof stations)[number];

export const stationTitles: Readonly<Record<Station, string>> = {
  batch: 'The batch',
  embedding: 'Items become numbers',
  state: 'A history becomes a state',
  scores: 'The state scores every item',
  loss: 'How wrong that was',
  gradients: 'Which way to change the weights',
};

/** A shape as mathematics writes it. */
export const shapeWords = (shape: readonly number[]): string => `(${shape.map((extent) => count(extent)).join(' × ')})`;

/** Which weights a walk is taken with. */
export const momentWords = ({ step, weights }: BatchWalk): string =>
  `after ${counted(step, 'training step')}${weights === 'best' ? ', with the best weights' : ''}`;

/** What happens at a station, in one sentence with this batch's numbers. */
export function stationSentence(station: Station, walk: BatchWalk): string {
  const { shapes, rows, embedding, target, loss, gradients, rate, slots } = walk;
  switch (station) {
    case 'batch': {
      const histories = counted(rows.length, 'history', 'histories');
      return `${histories} of up to ${counted(shapes.ids[1], 'item')}, shape ${shapeWords(shapes.ids)}. ${walk.asks}`;
    }
    case 'embedding':
      if (embedding.codes !== null) {
        return `“${embedding.item.title}” is known by ${counted(embedding.codes.length, 'code')}: ${embedding.codes.join(', ')}. Each is a row of a table of its own, ${shapeWords(shapes.table)}; what is read is the mean of these rows, ${count(shapes.table[1])} numbers that are learned.`;
      }
      return `Item ${count(embedding.id)} is row ${count(embedding.id)} of the table ${shapeWords(shapes.table)}: ${count(shapes.table[1])} numbers that are learned.`;
    case 'state':
      return walk.sees === 'past'
        ? `The layers mix what came before into one state a position, ${shapeWords(shapes.hidden)}; the last one has read the whole history.`
        : `The layers mix what stands on both sides into one state a position, ${shapeWords(shapes.hidden)}; each has seen the whole history, but not what is hidden.`;
    case 'scores': {
      const place = `“${target.item.title}”, which ${walk.sees === 'past' ? 'came next' : 'is hidden'}, is at place ${count(Math.round(target.rank) + 1)} with ${percent(target.probability)}.`;
      if (slots !== null) {
        return `For each of the ${counted(slots, 'code')} a head of its own scores all that there are to choose from; the score of an item is the sum over its codes. ${place}`;
      }
      return `The state times every row of the table gives ${count(shapes.table[0] - 1)} scores; ${place}`;
    }
    case 'loss':
      if (slots !== null) {
        return `What is asked for are the ${counted(slots, 'code')} of the right item: this position costs the mean of −ln p over them, ${rounded(loss.position)} nats; the mean of the batch is ${rounded(loss.batch)}.`;
      }
      return `The model gave the right item a chance of ${percent(target.probability)}, so this position costs −ln p = ${rounded(loss.position)} nats; the mean of the batch is ${rounded(loss.batch)}.`;
    case 'gradients': {
      const [largest] = [...gradients].sort((a, b) => b.norm - a.norm);
      return `Going back through all of it, every weight learns how the loss would change with it; “${largest?.name ?? ''}” pulls hardest. AdamW then moves each weight by at most about ${rounded(rate)}.`;
    }
  }
}

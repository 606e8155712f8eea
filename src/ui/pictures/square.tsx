import { useMemo, useState } from 'react';
import { Table } from '../controls/fields.tsx';
import { cellsOf, seenFrom, type Cell } from './draw_cells.ts';
import { Frame, type PictureProps } from './frame.tsx';
import { Heatmap } from './heatmap.tsx';
import { written, type OfKind } from './numbers.ts';
import { scaleWords } from './scale.tsx';

/** A colour for each pair of positions. */
export function Square(props: PictureProps<OfKind<'square'>>) {
  const { picture } = props;
  const [cell, setCell] = useState<Cell | null>(null);
  const cells = useMemo(() => cellsOf(picture), [picture]);
  const { rows: titles, values, unit } = cells;
  const at = cell ?? brightest(picture);
  const row = values.subarray(at.row * titles.length, at.row * titles.length + seenFrom(cells, at.row));
  return (
    <Frame
      {...props}
      captions={[scaleWords(picture.numbers)]}
      table={
        <Table
          numeric
          caption={`After ${titles[at.row]} (${at.row + 1})`}
          columns={['item', 'position', picture.numbers.quantity]}
          rows={Array.from(row, (value, j) => [titles[j], j + 1, written(value, unit)])}
        />
      }
    >
      <Heatmap
        cells={cells}
        numbers={picture.numbers}
        label={`${picture.title}: rows are positions of the history, columns what ${picture.joined === 'on' ? 'they look at' : 'moves them'}`}
        at={at}
        words={cellWords(picture, titles, at)}
        onCell={setCell}
      />
    </Frame>
  );
}

/** Where the last position looks most. */
function brightest({ numbers: { values } }: OfKind<'square'>): Cell {
  const size = Math.sqrt(values.length);
  const last = values.subarray((size - 1) * size);
  return { row: size - 1, column: last.indexOf(Math.max(...last)) };
}

/** "After A (1 of 20): 61.3 % on B (3)." */
export function cellWords(picture: OfKind<'square'>, titles: readonly string[], { row, column }: Cell): string {
  const { values, unit } = picture.numbers;
  const value = written(values[row * titles.length + column], unit);
  return `After ${titles[row]} (${row + 1} of ${titles.length}): ${value} ${picture.joined} ${titles[column]} (${column + 1}).`;
}

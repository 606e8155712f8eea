import { useMemo, useState } from 'react';
import { SelectField, Table } from '../controls/fields.tsx';
import { cellsOf, type Cell, type Cells } from './draw_cells.ts';
import { Frame, type PictureProps } from './frame.tsx';
import { Heatmap } from './heatmap.tsx';
import { partOf, written, type OfKind } from './numbers.ts';
import { scaleWords } from './scale.tsx';

/** A colour for each row at each position of the history; of a summary, one of its parts may be shown in its place. */
export function Grid(props: PictureProps<OfKind<'grid'>>) {
  const { picture: whole, controls } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const { parts } = whole;
  const part = parts === null || chosen === null || chosen >= parts.count ? null : chosen;
  const picture = useMemo(() => partOf(whole, part), [whole, part]);
  const cells = useMemo(() => cellsOf(picture), [picture]);
  const { rows, columns, values, unit } = cells;
  const at = cell === null || cell.row >= rows.length || cell.column >= columns.length ? largestAtEnd(cells) : cell;
  const { quantity } = picture.numbers;
  const row = values.subarray(at.row * columns.length, (at.row + 1) * columns.length);
  return (
    <Frame
      {...props}
      picture={picture}
      name={part === null ? props.name : `${props.name}-${part + 1}`}
      controls={
        <>
          {controls}
          {parts === null ? null : <PartField parts={parts} part={part} onChange={setChosen} />}
        </>
      }
      captions={[scaleWords(picture.numbers)]}
      table={
        <Table
          numeric
          caption={`${picture.title}: ${rows[at.row]}`}
          columns={['item', 'position', quantity]}
          rows={Array.from(row, (value, j) => [columns[j], j + 1, written(value, unit)])}
        />
      }
    >
      <Heatmap
        cells={cells}
        numbers={picture.numbers}
        label={`${picture.title}: columns are positions of the history`}
        at={at}
        words={gridWords(cells, quantity, at)}
        onCell={setCell}
      />
    </Frame>
  );
}

interface PartFieldProps {
  readonly parts: NonNullable<OfKind<'grid'>['parts']>;
  readonly part: number | null;
  readonly onChange: (part: number | null) => void;
}

/** All parts together, or one of them. */
function PartField({ parts: { label, count }, part, onChange }: PartFieldProps) {
  const single = Array.from({ length: count }, (_, i) => [`${label} ${i + 1}`, `${label} ${i + 1}`] as const);
  return (
    <SelectField
      quiet
      label={`Which ${label}`}
      value={part === null ? 'all' : `${label} ${part + 1}`}
      options={{ all: `all ${count} ${label}s together`, ...Object.fromEntries(single) }}
      onChange={(value) => onChange(value === 'all' ? null : Number(value.slice(label.length)) - 1)}
    />
  );
}

/** Where the last column is largest. */
function largestAtEnd({ rows, columns, values }: Cells): Cell {
  const column = columns.length - 1;
  const sizes = rows.map((_, row) => Math.abs(values[row * columns.length + column]));
  return { row: sizes.indexOf(Math.max(...sizes)), column };
}

/** "state 3 at B (2 of 20): size 0.213." */
export function gridWords({ rows, columns, values, unit }: Cells, quantity: string, { row, column }: Cell): string {
  const value = written(values[row * columns.length + column], unit);
  return `${rows[row]} at ${columns[column]} (${column + 1} of ${columns.length}): ${quantity} ${value}.`;
}

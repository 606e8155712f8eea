import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Table } from '../controls/fields.tsx';
import { cellAt, drawSquare, layoutFor, seenFrom, sizeOf, type Cell } from './draw_square.ts';
import { Frame, type PictureProps } from './frame.tsx';
import { namesOf, written, type OfKind } from './numbers.ts';
import { Scale, scaleWords } from './scale.tsx';
import { useColours, useWidth } from './use_redraw.ts';

/** A colour for each pair of positions; the pointer or the arrow keys choose a cell, which is read out. */
export function Square(props: PictureProps<OfKind<'square'>>) {
  const { picture } = props;
  const [cell, setCell] = useState<Cell | null>(null);
  const titles = useMemo(() => namesOf(picture.numbers.rows), [picture]);
  const size = sizeOf(picture);
  const at = cell ?? brightest(picture);
  const row = picture.numbers.values.subarray(at.row * size, at.row * size + seenFrom(picture, at.row, size));
  return (
    <Frame
      {...props}
      captions={[scaleWords(picture.numbers)]}
      table={
        <Table
          numeric
          caption={`After ${titles[at.row]} (${at.row + 1})`}
          columns={['item', 'position', picture.numbers.quantity]}
          rows={Array.from(row, (value, j) => [titles[j], j + 1, written(value, picture.numbers.unit)])}
        />
      }
    >
      <Heatmap picture={picture} titles={titles} at={at} onCell={setCell} />
      <Scale numbers={picture.numbers} />
    </Frame>
  );
}

interface HeatmapProps {
  readonly picture: OfKind<'square'>;
  readonly titles: readonly string[];
  readonly at: Cell;
  readonly onCell: (cell: Cell) => void;
}

function Heatmap({ picture, titles, at, onCell }: HeatmapProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(box);
  const colours = useColours();
  const help = useId();
  const [shown, setShown] = useState(false);
  const layout = layoutFor(Math.max(240, width), sizeOf(picture));

  useEffect(() => {
    if (canvas.current !== null && width > 0) drawSquare(canvas.current, picture, titles, layout, shown ? at : null);
  });

  const move = (next: Cell | null): boolean => {
    if (next === null) return false;
    setShown(true);
    onCell(next);
    return true;
  };
  const onPointerMove = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): void => {
    move(cellAt(layout, picture.sees, offsetX, offsetY));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (move(stepped(at, event.key, picture))) event.preventDefault();
  };
  return (
    <div ref={box} className="drawn" data-colours={colours}>
      <canvas
        ref={canvas}
        role="application"
        aria-roledescription="heatmap"
        aria-label={`${picture.title}: rows are positions of the history, columns what ${picture.joined === 'on' ? 'they look at' : 'moves them'}`}
        aria-describedby={help}
        tabIndex={0}
        style={{ inlineSize: `${layout.width}px`, blockSize: `${layout.height}px` }}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerMove}
        onKeyDown={onKeyDown}
        onFocus={() => setShown(true)}
      />
      <p id={help} className="hidden">
        Arrow keys go from cell to cell, Page Up and Page Down ten rows, Home and End along a row
      </p>
      <p className="readout" role="status">
        {cellWords(picture, titles, at)}
      </p>
    </div>
  );
}

/** Where the last position looks most. */
function brightest(picture: OfKind<'square'>): Cell {
  const size = sizeOf(picture);
  const last = picture.numbers.values.subarray((size - 1) * size);
  return { row: size - 1, column: last.indexOf(Math.max(...last)) };
}

/** "After A (1 of 20): 61.3 % on B (3)." */
export function cellWords(picture: OfKind<'square'>, titles: readonly string[], { row, column }: Cell): string {
  const { values, unit } = picture.numbers;
  const value = written(values[row * titles.length + column], unit);
  return `After ${titles[row]} (${row + 1} of ${titles.length}): ${value} ${picture.joined} ${titles[column]} (${column + 1}).`;
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** The cell a key leads to, within what can be seen; null for any other key. */
export function stepped({ row, column }: Cell, key: string, picture: OfKind<'square'>): Cell | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const size = sizeOf(picture);
  const to = Math.max(0, Math.min(size - 1, row + step[0]));
  return { row: to, column: Math.max(0, Math.min(seenFrom(picture, to, size) - 1, column + step[1])) };
}

import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { PictureNumbers } from '../../worker/contract.ts';
import { cellAt, drawCells, layoutFor, numbersFit, seenFrom, type Cell, type Cells } from './draw_cells.ts';
import { Scale } from './scale.tsx';
import { useColours, useWidth } from './use_redraw.ts';

interface HeatmapProps {
  readonly cells: Cells;
  /** What the cells show. */
  readonly numbers: PictureNumbers;
  /** Of the whole. */
  readonly label: string;
  readonly at: Cell;
  /** What the cell at hand says. */
  readonly words: string;
  readonly onCell: (cell: Cell) => void;
}

/** A colour for each number; the pointer or the arrow keys choose a cell, which is read out. */
export function Heatmap({ cells, numbers, label, at, words, onCell }: HeatmapProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(box);
  const colours = useColours();
  const help = useId();
  const [shown, setShown] = useState(false);
  const layout = layoutFor(Math.max(240, width), cells);

  useEffect(() => {
    if (canvas.current !== null && width > 0) drawCells(canvas.current, cells, layout, shown ? at : null);
  });

  const move = (next: Cell | null): boolean => {
    if (next === null) return false;
    setShown(true);
    onCell(next);
    return true;
  };
  const onPointerMove = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): void => {
    move(cellAt(layout, cells, offsetX, offsetY));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (move(stepped(at, event.key, cells))) event.preventDefault();
  };
  return (
    <>
      <div ref={box} className="drawn" data-colours={colours}>
        <canvas
          ref={canvas}
          role="application"
          aria-roledescription="heatmap"
          aria-label={label}
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
          {words}
        </p>
      </div>
      <Scale numbers={numbers} inCells={numbersFit(layout, cells)} />
    </>
  );
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
export function stepped({ row, column }: Cell, key: string, cells: Pick<Cells, 'rows' | 'columns' | 'whole'>) {
  const step = STEPS[key];
  if (step === undefined) return null;
  const to = Math.max(0, Math.min(cells.rows.length - 1, row + step[0]));
  return { row: to, column: Math.max(0, Math.min(seenFrom(cells, to) - 1, column + step[1])) };
}

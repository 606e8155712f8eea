import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { percent } from '../../format.ts';
import { cellAt, drawHeatmap, layoutFor, type Cell } from './draw.ts';
import type { Picture } from './pictures.ts';
import { useColours, useWidth } from './use_redraw.ts';

interface HeatmapProps {
  readonly picture: Picture;
  readonly titles: readonly string[];
  readonly at: Cell;
  readonly onCell: (cell: Cell) => void;
}

/** One picture of attention, large; the pointer or the arrow keys choose a cell, which is read out. */
export function Heatmap({ picture, titles, at, onCell }: HeatmapProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(box);
  const colours = useColours();
  const help = useId();
  const [shown, setShown] = useState(false);
  const layout = layoutFor(Math.max(240, width), picture.size);

  useEffect(() => {
    if (canvas.current !== null && width > 0) drawHeatmap(canvas.current, picture, titles, layout, shown ? at : null);
  });

  const onPointerMove = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): void => {
    const cell = cellAt(layout, offsetX, offsetY);
    if (cell === null) return;
    setShown(true);
    onCell(cell);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepped(at, event.key, picture.size);
    if (next === null) return;
    event.preventDefault();
    setShown(true);
    onCell(next);
  };
  return (
    <div ref={box} className="heatmap" data-colours={colours}>
      <canvas
        ref={canvas}
        role="application"
        aria-roledescription="heatmap"
        aria-label={`${picture.name}: rows are positions of the history, columns what they look at`}
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

/** "After A (1 of 20): 61.3 % on B (3)." */
export function cellWords({ size, weights }: Picture, titles: readonly string[], { row, column }: Cell): string {
  const weight = weights[row * size + column];
  return `After ${titles[row]} (${row + 1} of ${size}): ${exact(weight)} on ${titles[column]} (${column + 1}).`;
}

/** A share with the digits that a heatmap can be read to. */
export const exact = (share: number): string =>
  share === 0 || share >= 0.0005 ? `${(100 * share).toFixed(1)} %` : `${percent(0)} (${share.toExponential(1)})`;

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
export function stepped({ row, column }: Cell, key: string, size: number): Cell | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const to = Math.max(0, Math.min(size - 1, row + step[0]));
  return { row: to, column: Math.max(0, Math.min(to, column + step[1])) };
}

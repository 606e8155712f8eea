import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { PictureSide } from '../../worker/contract.ts';
import { Table } from '../controls/fields.tsx';
import { drawStrip, layoutFor, rowAt } from './draw_strip.ts';
import { Frame, type PictureProps } from './frame.tsx';
import { ItemButtons } from './item_buttons.tsx';
import { namesOf, written, type OfKind } from './numbers.ts';
import { useColours, useWidth } from './use_redraw.ts';

/** A bar for each item; the pointer or the arrow keys choose one, which is read out. */
export function Strip(props: PictureProps<OfKind<'strip'>>) {
  const { rows, values, quantity, unit } = props.picture.numbers;
  const places = rows.of === 'history' ? ['position'] : [];
  return (
    <Frame
      {...props}
      table={
        <Table
          numeric
          caption={props.picture.title}
          columns={[whatOf(rows), ...places, quantity]}
          rows={namesOf(rows).map((name, i) => [name, ...places.map(() => i + 1), written(values[i], unit)])}
        />
      }
    >
      <Bars picture={props.picture} onChoose={props.onChoose} />
    </Frame>
  );
}

interface BarsProps {
  readonly picture: OfKind<'strip'>;
  readonly onChoose: PictureProps['onChoose'];
}

function Bars({ picture, onChoose }: BarsProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(box);
  const colours = useColours();
  const help = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const { rows, values } = picture.numbers;
  const layout = layoutFor(Math.max(220, width), values);
  const at = Math.min(chosen ?? largestAt(values), values.length - 1);

  useEffect(() => {
    if (canvas.current !== null && width > 0) drawStrip(canvas.current, picture, layout, chosen === null ? null : at);
  });

  const onPointer = ({ nativeEvent: { offsetY } }: PointerEvent): void => {
    const row = rowAt(layout, offsetY);
    if (row !== null) setChosen(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setChosen(Math.max(0, Math.min(values.length - 1, at + step)));
  };
  return (
    <div ref={box} className="drawn" data-colours={colours}>
      <canvas
        ref={canvas}
        role="application"
        aria-roledescription="bar chart"
        aria-label={`${picture.title}: a bar for each ${whatOf(rows)}`}
        aria-describedby={help}
        tabIndex={0}
        style={{ inlineSize: `${layout.width}px`, blockSize: `${layout.height}px` }}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen(at)}
      />
      <p id={help} className="hidden">
        Up and down go from bar to bar, Page Up and Page Down ten of them, Home and End to the first and last
      </p>
      <div className="readout">
        <p role="status">{barWords(picture, at)}</p>
        {rows.of === 'items' ? <ItemButtons item={rows.items[at]} onChoose={onChoose} /> : null}
      </div>
    </div>
  );
}

/** What each bar is of. */
const whatOf = (rows: PictureSide): string => (rows.of === 'words' ? rows.label : 'item');

const largestAt = (values: Float32Array): number => values.indexOf(Math.max(...values));

/** "A (1 of 20): weight 61.3 %." */
export function barWords({ numbers }: OfKind<'strip'>, at: number): string {
  const names = namesOf(numbers.rows);
  return `${names[at]} (${at + 1} of ${names.length}): ${numbers.quantity} ${written(numbers.values[at], numbers.unit)}.`;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};

import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { pathTo } from '../../core/tree.ts';
import { Table } from '../controls/fields.tsx';
import { drawTree, layoutFor, rowAt, stepped } from './draw_tree.ts';
import { Frame, type PictureProps } from './frame.tsx';
import { ItemButtons } from './item_buttons.tsx';
import { namesOf, written, type OfKind } from './numbers.ts';
import { useColours, useWidth } from './use_redraw.ts';

/** A branch for each row; the pointer or the arrow keys choose one, which is read out from the root on. */
export function Tree(props: PictureProps<OfKind<'tree'>>) {
  const { picture } = props;
  const { rows, values, quantity, unit } = picture.numbers;
  const items = rows.of === 'codes' ? rows.items : [];
  const scale = scaleWords(picture);
  return (
    <Frame
      {...props}
      captions={[scale]}
      table={
        <Table
          numeric
          caption={picture.title}
          columns={['codes', 'item', quantity]}
          rows={Array.from(values, (value, row) => [
            codesTo(picture, row),
            items[row]?.title ?? '',
            written(value, unit),
          ])}
        />
      }
    >
      <p className="muted">{scale}</p>
      <Branches picture={picture} onChoose={props.onChoose} />
    </Frame>
  );
}

interface BranchesProps {
  readonly picture: OfKind<'tree'>;
  readonly onChoose: PictureProps['onChoose'];
}

function Branches({ picture, onChoose }: BranchesProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.max(240, useWidth(box));
  const colours = useColours();
  const help = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const { parents, numbers } = picture;
  const layout = useMemo(() => layoutFor(width, parents), [width, parents]);
  const at = chosen === null || chosen >= parents.length ? firstItem(picture) : chosen;
  const item = numbers.rows.of === 'codes' ? numbers.rows.items.at(at) : null;

  useEffect(() => {
    if (canvas.current !== null) drawTree(canvas.current, picture, layout, chosen === null ? null : at);
  }, [picture, layout, chosen, at, colours]);

  const onPointer = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): void => {
    const row = rowAt(layout, offsetX, offsetY);
    if (row !== null) setChosen(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = parents.length === 0 ? null : stepped(layout, parents, at, event.key);
    if (row === null) return;
    event.preventDefault();
    setChosen(row);
  };
  return (
    <div ref={box} className="drawn">
      <canvas
        ref={canvas}
        role="application"
        aria-roledescription="tree"
        aria-label={`${picture.title}: a branch for each code`}
        aria-describedby={help}
        tabIndex={0}
        style={{ inlineSize: `${layout.width}px`, blockSize: `${layout.height}px` }}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen(at)}
      />
      <p id={help} className="hidden">
        Right and left go along a branch, up and down among codes of one slot, Page Up and Page Down ten of them, Home
        and End to the first and last
      </p>
      <div className="readout">
        <p role="status">{branchWords(picture, at)}</p>
        {item === null || item === undefined ? null : <ItemButtons item={item} onChoose={onChoose} />}
      </div>
    </div>
  );
}

/** The first row that ends in an item, which a list would begin with. */
function firstItem({ numbers: { rows } }: OfKind<'tree'>): number {
  const found = rows.of === 'codes' ? rows.items.findIndex((item) => item !== null) : 0;
  return Math.max(0, found);
}

/** "code 5 › code 7" */
function codesTo({ parents, numbers: { rows } }: OfKind<'tree'>, row: number): string {
  const words = rows.of === 'codes' ? rows.words : namesOf(rows);
  return pathTo(parents, row)
    .map((at) => words[at])
    .join(' › ');
}

/** "code 5 › code 7, A: ln P −3.21." */
export function branchWords(picture: OfKind<'tree'>, row: number): string {
  const { rows, values, quantity, unit } = picture.numbers;
  if (values.length === 0) return 'There is no branch.';
  const item = rows.of === 'codes' ? rows.items[row] : null;
  return `${codesTo(picture, row)}${item === null ? '' : `, ${item.title}`}: ${quantity} ${written(values[row], unit)}.`;
}

/** What the lines mean. */
function scaleWords({ parents, numbers: { rows, values, quantity, unit } }: OfKind<'tree'>): string {
  if (values.length === 0) return '';
  const [least, most] = values.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const begin = `A line is the thicker, the larger its number: ${quantity} from ${written(least, unit)} to ${written(most, unit)}.`;
  const goneOn = new Set(parents);
  const ends = values.some((_, row) => !goneOn.has(row) && rows.of === 'codes' && rows.items[row] === null);
  return ends ? `${begin} Where a grey one ends, nothing that is drawn goes on from it.` : begin;
}

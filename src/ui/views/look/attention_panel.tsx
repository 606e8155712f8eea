import { useEffect, useMemo, useRef, useState } from 'react';
import type { Item, LensData } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { SaveButtons } from '../../charts/save_buttons.tsx';
import { Panel, SelectField, Table } from '../../controls/fields.tsx';
import { reachesPage } from '../../shortcuts.ts';
import type { Cell } from './draw.ts';
import { attentionCsv } from './export.ts';
import { exact, Heatmap } from './heatmap.tsx';
import { corner, picturesOf, type Picture } from './pictures.ts';
import { Scale, scaleWords } from './scale.tsx';
import { whatIsSeen } from './seen.ts';
import { Tiles } from './tiles.tsx';

/** Attention of every head on the history: all in small, one large. */
export function AttentionPanel({ lens }: { readonly lens: LensData }) {
  const chosen = useValue((state) => state.picture);
  const span = useValue((state) => state.span);
  const { look } = useActions();
  const whole = useMemo(() => picturesOf(lens.attention), [lens]);
  const pictures = useMemo(() => whole.map((picture) => corner(picture, span ?? Infinity)), [whole, span]);
  const picture = pictures.find(({ key }) => key === chosen) ?? pictures[0];
  useHeadKeys(pictures, picture?.key);
  if (picture === undefined) {
    return (
      <Panel title="Attention">
        <p className="empty">This model has no attention to look at.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Attention" className="attention">
      <Tiles pictures={pictures} chosen={picture.key} onChoose={(key) => look.look({ picture: key })} />
      <Large key={picture.size} picture={picture} items={lens.items.slice(-picture.size)} total={lens.items.length} />
    </Panel>
  );
}

interface LargeProps {
  readonly picture: Picture;
  readonly items: readonly Item[];
  /** Items of the history that the model read. */
  readonly total: number;
}

function Large({ picture, items, total }: LargeProps) {
  const figure = useRef<HTMLElement>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const titles = useMemo(() => items.map(({ title }) => title), [items]);
  const at = cell ?? brightest(picture);
  const sentence = whatIsSeen(picture, titles);
  const row = picture.weights.subarray(at.row * picture.size, (at.row + 1) * picture.size);
  return (
    <figure ref={figure}>
      <figcaption>
        <h3>{picture.short}</h3>
        <p>{sentence}</p>
      </figcaption>
      <Heatmap picture={picture} titles={titles} at={at} onCell={setCell} />
      <Scale weights={picture.weights} />
      <div className="row">
        <SpanField total={total} />
        <SaveButtons
          figure={figure}
          name={`attention-${picture.key}`}
          title={picture.name}
          sentences={[sentence, scaleWords(picture.weights)]}
          csv={() => attentionCsv(picture, titles)}
        />
      </div>
      <details>
        <summary>Show numbers</summary>
        <Table
          numeric
          caption={`What ${titles[at.row]} (${at.row + 1}) looks at`}
          columns={['item', 'position', 'weight']}
          rows={[...row.subarray(0, at.row + 1)].map((weight, j) => [titles[j], j + 1, exact(weight)])}
        />
      </details>
    </figure>
  );
}

function SpanField({ total }: { readonly total: number }) {
  const span = useValue((state) => state.span);
  const { look } = useActions();
  const choices = [10, 20, 50, 100].filter((n) => n < total);
  if (choices.length === 0) return null;
  return (
    <SelectField
      quiet
      label="Items shown"
      value={span === null || span >= total ? 'all' : String(span)}
      options={{ all: `all ${total} items`, ...Object.fromEntries(choices.map((n) => [String(n), `the last ${n}`])) }}
      onChange={(value) => look.look({ span: value === 'all' ? null : Number(value) })}
    />
  );
}

/** Where the last position looks most. */
function brightest({ size, weights }: Picture): Cell {
  const last = weights.subarray((size - 1) * size);
  return { row: size - 1, column: last.indexOf(Math.max(...last)) };
}

/** [ and ] show the picture before and the next one, unless single keys are switched off. */
function useHeadKeys(pictures: readonly Picture[], current: string | undefined): void {
  const on = useValue((state) => state.keys);
  const { look } = useActions();
  useEffect(() => {
    if (!on) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const step = { '[': -1, ']': 1 }[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || pictures.length === 0) return;
      if (!reachesPage(event)) return;
      const next = pictures.findIndex((picture) => picture.key === current) + step;
      look.look({ picture: pictures[(next + pictures.length) % pictures.length].key });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [on, pictures, current, look]);
}

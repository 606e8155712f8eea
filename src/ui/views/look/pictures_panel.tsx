import { useMemo } from 'react';
import { besideOf, readsHistory, type Looked } from '../../../state/look_actions.ts';
import type { LensCard, LensPicture } from '../../../worker/contract.ts';
import { fileName } from '../../../core/file_names.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { Drawn } from '../../pictures/drawn.tsx';
import { lastOf } from '../../pictures/numbers.ts';
import { Tiles } from '../../pictures/tiles.tsx';
import { useDataName } from '../../use_data_name.ts';
import { useRunNames } from '../../use_run_names.ts';
import { MapAndItem } from './map_and_item.tsx';
import { SpanField } from './span_field.tsx';
import { useLooked } from './use_looked.ts';
import { usePictureKeys } from './use_picture_keys.ts';

interface PicturesPanelProps {
  readonly lens: LensCard;
  /** All that have something to show of the model. */
  readonly lenses: readonly LensCard[];
}

/** What a lens shows: all pictures in small where there are several, one large; and the same of the model beside it. */
export function PicturesPanel({ lens, lenses }: PicturesPanelProps) {
  const empty = useValue((state) => state.history.every(({ muted }) => muted));
  const looked = useLooked(lens);
  return (
    <Panel title={lens.title} className="pictures">
      <p className="muted">{lens.says}</p>
      {readsHistory(lens) && empty ? (
        <p className="notice">Pick a user or build a history, and see what the model makes of it.</p>
      ) : looked === null ? (
        <p className="muted">Reading…</p>
      ) : (
        <Models lens={lens} lenses={lenses} looked={looked} />
      )}
      <p className="muted source">{lens.source}</p>
    </Panel>
  );
}

const NONE: readonly LensPicture[] = [];
const picturesOf = (looked: Looked | undefined): readonly LensPicture[] =>
  looked !== undefined && 'pictures' in looked ? looked.pictures : NONE;

interface ModelsProps extends PicturesPanelProps {
  readonly looked: readonly Looked[];
}

/** One model, or two side by side with the same picture of each. */
function Models({ lens, lenses, looked: [first, second] }: ModelsProps) {
  const names = useRunNames();
  const asked = useValue((state) => state.asked) ?? '';
  const beside = useValue(besideOf) ?? '';
  const span = useValue((state) => state.span);
  const chosen = useValue((state) => state.picture);
  const { look } = useActions();
  const [pictures, others] = useMemo(
    () => [first, second].map((looked) => picturesOf(looked).map((picture) => lastOf(picture, span ?? Infinity))),
    [first, second, span],
  );
  const place = Math.max(
    0,
    pictures.findIndex(({ title }) => title === chosen),
  );
  const picture = pictures.at(place);
  const other = others.find(({ title }) => title === picture?.title) ?? others.at(Math.min(place, others.length - 1));
  usePictureKeys(pictures, picture?.title);
  return (
    <>
      {pictures.length < 2 ? null : (
        <Tiles
          pictures={pictures}
          label={lens.title}
          chosen={picture?.title ?? ''}
          onChoose={(title) => look.look({ picture: title })}
        />
      )}
      {second === undefined ? (
        <One lens={lens} lenses={lenses} looked={first} picture={picture} />
      ) : (
        <div className="side-by-side">
          <section aria-label={names[asked]}>
            <p className="model-name">{names[asked]}</p>
            <One lens={lens} lenses={lenses} looked={first} picture={picture} />
          </section>
          <section aria-label={names[beside]}>
            <p className="model-name">{names[beside]}</p>
            <One lens={lens} lenses={null} looked={second} picture={other} />
          </section>
        </div>
      )}
    </>
  );
}

interface OneProps {
  readonly lens: LensCard;
  /** Null beside another model: what reads an item is asked of the first one alone. */
  readonly lenses: readonly LensCard[] | null;
  readonly looked: Looked;
  /** Of those that were seen. */
  readonly picture: LensPicture | undefined;
}

/** A picture of one model, or why there is none. */
function One({ lens, lenses, looked, picture }: OneProps) {
  const data = useDataName(useValue((state) => state.asked));
  if ('failure' in looked) {
    return (
      <p className="notice danger" role="alert">
        The model cannot be looked into. {looked.failure}
      </p>
    );
  }
  if (picture === undefined) return <p className="empty">This lens has nothing to show of this model.</p>;
  const total = positionsOf(looked.pictures[0]);
  const name = fileName(data, `${pictureName(lens, picture)}${lenses === null ? '-beside' : ''}`);
  const shown = {
    name,
    controls: total === null || positionsOf(picture) === null ? null : <SpanField total={total} />,
  };
  return picture.kind === 'map' && lenses !== null ? (
    <MapAndItem {...shown} picture={picture} beside={lenses.filter(({ reads }) => reads === 'item')} />
  ) : (
    <Drawn {...shown} picture={picture} />
  );
}

/** Positions of the history that a picture is of; null where it is of none. */
function positionsOf({ numbers: { rows, columns } }: LensPicture): number | null {
  const side = rows.of === 'history' ? rows : columns;
  return side.of === 'history' ? side.items.length : null;
}

/** "attention-block-2-head-1" */
const pictureName = ({ name }: LensCard, { title }: LensPicture): string =>
  `${name}-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

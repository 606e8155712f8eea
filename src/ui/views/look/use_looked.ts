import { useEffect, useState } from 'react';
import { besideOf, readsHistory, type Looked } from '../../../state/look_actions.ts';
import type { Item, LensCard, LensPicture } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';

const NONE: readonly LensPicture[] = [];

/** The lenses that have something to show of the model asked; null before that is known. */
export function useLenses(): readonly LensCard[] | null {
  const asked = useValue((state) => state.asked);
  const [known, setKnown] = useState<{ readonly of: string | null; readonly lenses: readonly LensCard[] | null }>();
  const { look } = useActions();
  useEffect(() => {
    let current = true;
    void look.lenses().then((lenses) => {
      if (current) setKnown({ of: asked, lenses });
    });
    return () => {
      current = false;
    };
  }, [asked, look]);
  return known?.of === asked ? known.lenses : null;
}

/**
 * What a lens shows of the model asked and of the one beside it, on the history; anew at each validation of one that is being
 * trained. Of several answers under way only the last one counts.
 */
export function useLooked(lens: LensCard): readonly Looked[] | null {
  const asked = useValue((state) => state.asked);
  const beside = useValue(besideOf);
  const history = useValue((state) => (readsHistory(lens) ? state.history : null));
  const learned = useValue(({ run, validation }) => (run === asked || run === beside ? validation.length : 0));
  const [known, setKnown] = useState<{ readonly of: string; readonly looked: readonly Looked[] | null }>();
  const { look } = useActions();
  const of = `${asked} ${beside} ${lens.name}`; // the pictures of the history before stay until the new ones are there
  useEffect(() => {
    let current = true;
    void look.pictures(lens).then((looked) => {
      if (current) setKnown({ of, looked });
    });
    return () => {
      current = false;
    };
  }, [of, lens, history, learned, look]);
  return known?.of === of ? known.looked : null;
}

/** What a lens shows of an item; what was found for others says nothing here. */
export function useOfItem(lens: LensCard, item: Item): readonly LensPicture[] {
  const [known, setKnown] = useState<{ readonly of: string; readonly pictures: readonly LensPicture[] }>();
  const asked = useValue((state) => state.asked);
  const { look } = useActions();
  const of = `${asked} ${lens.name} ${item.id}`;
  useEffect(() => {
    let current = true;
    void look.ofItem(lens, item.id).then((pictures) => {
      if (current) setKnown({ of, pictures });
    });
    return () => {
      current = false;
    };
  }, [of, lens, item, look]);
  return known?.of === of ? known.pictures : NONE;
}

import { useEffect } from 'react';
import type { LensPicture } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { reachesPage } from '../../shortcuts.ts';

/** [ and ] show the picture before and the next one, unless single keys are switched off. */
export function usePictureKeys(pictures: readonly LensPicture[], current: string | undefined): void {
  const on = useValue((state) => state.keys);
  const { look } = useActions();
  useEffect(() => {
    if (!on) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const step = { '[': -1, ']': 1 }[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || pictures.length === 0) return;
      if (!reachesPage(event)) return;
      const next = pictures.findIndex(({ title }) => title === current) + step;
      look.look({ picture: pictures[(next + pictures.length) % pictures.length].title });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [on, pictures, current, look]);
}

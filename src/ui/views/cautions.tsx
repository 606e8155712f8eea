import { unparted } from '../format.ts';
import { coldTargets, coldWords, fewAsked, type Result } from '../../core/cautions.ts';

/** What one must know of a result before one believes it. */
export function Cautions({ result }: { readonly result: Result }) {
  const [few, cold] = [fewAsked(result), coldWords(coldTargets(result))];
  return (
    <>
      {few === null ? null : <p className="notice warning">{unparted(few)}</p>}
      {cold === null ? null : <p className="muted">{unparted(cold)}</p>}
    </>
  );
}

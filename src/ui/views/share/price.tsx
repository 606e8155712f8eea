import type { SnapshotFacts, Storage } from '../../../worker/contract.ts';
import type { ShareChoice } from '../../../state/slices/share.ts';
import { useValue } from '../../app_context.ts';
import { count, counted, score } from '../../format.ts';

/** What int8 costs, as it was measured while the dialog is open. */
export function Price({ choice }: { readonly choice: ShareChoice }) {
  const price = useValue((state) => state.price);
  const making = useValue((state) => state.offer.kind === 'making');
  const run = useValue(({ runs }) => runs.find(({ id }) => id === choice.run));
  if (price === null && making && run?.snapshot === null) {
    return (
      <p className="muted" role="status">
        Measuring what int8 costs, on the validation targets…
      </p>
    );
  }
  const stated = run?.snapshot == null ? null : statedPrice(run.snapshot);
  if (price === null && stated !== null) return <Change {...stated} />;
  if (price === null) {
    return (
      <p className="muted">
        Weights as int8. What that costs was not measured here: it takes the run’s own data and this visit’s training.
      </p>
    );
  }
  const { f32, int8, users, of, measuredOn } = price;
  const whom = users === of ? `all ${counted(of, 'user')}` : `${count(users)} of ${counted(of, 'user')}`;
  const words = `on the validation targets of ${whom}${measuredOn === 'cpu' ? ', on the CPU' : ''}`;
  return <Change ndcg={[f32.ndcg10, int8.ndcg10]} hr={[f32.hr10, int8.hr10]} where={words} />;
}

interface ChangeProps {
  readonly ndcg: readonly [number, number];
  readonly hr: readonly [number, number];
  readonly where: string;
}

function Change({ ndcg, hr, where }: ChangeProps) {
  const [before, after] = ndcg;
  return (
    <p className="share-price">
      <span>
        NDCG@10 <strong>{score(before)}</strong> → <strong>{score(after)}</strong>
      </span>
      <span>
        HR@10 <strong>{score(hr[0])}</strong> → <strong>{score(hr[1])}</strong>
      </span>
      <small>as trained → as int8, {where}</small>
    </p>
  );
}

/** The price a file states, where it does. */
function statedPrice({ scores }: SnapshotFacts): ChangeProps | null {
  const of = (weights: Storage) => scores.find((each) => each.stage === 'validation' && each.weights === weights);
  const [before, after] = [of('f32'), of('int8')];
  const values = [before, after].flatMap((each) => [each?.values['ndcg@10'], each?.values['hr@10']]);
  const [ndcgBefore, hrBefore, ndcgAfter, hrAfter] = values;
  if (ndcgBefore === undefined || hrBefore === undefined || ndcgAfter === undefined || hrAfter === undefined)
    return null;
  const where = `stated by its file for the validation targets of ${counted(after?.users ?? 0, 'user')}`;
  return { ndcg: [ndcgBefore, ndcgAfter], hr: [hrBefore, hrAfter], where };
}

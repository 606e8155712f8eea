import { useActions, useValue } from '../../app_context.ts';
import { bytes, counted, percent } from '../../format.ts';

/** The run as a project in PyTorch. It is the only thing here that takes the interactions along, and says so first. */
export function ProjectPanel() {
  const offer = useValue((state) => state.offer);
  const { share } = useActions();
  return (
    <>
      <p className="notice">
        <strong>It holds the interactions themselves, with the ids of their users.</strong> It is for taking a run home:
        give it only to people who may have the data.
      </p>
      <div className="share-made" aria-live="polite">
        {offer.kind === 'refused' ? <p className="notice danger">{offer.reason}</p> : null}
        {offer.kind === 'making' ? <p className="muted">Packing the project: {percent(offer.done ?? 0)}…</p> : null}
        {offer.kind === 'project' ? (
          <p>
            <strong>{bytes(offer.bytes)}</strong> · zip. It goes on{' '}
            {offer.moments
              ? `after ${counted(offer.step, 'step')}, with the moments of Adam`
              : `from the best weights, those of epoch ${offer.epoch}; the moments of Adam were not kept`}
            : <code>pip install -r requirements.txt</code>, <code>python train.py</code>.
          </p>
        ) : null}
      </div>
      <div className="row">
        <button type="button" className="primary" disabled={offer.kind !== 'project'} onClick={() => share.save()}>
          Save the file
        </button>
      </div>
      <details className="share-inside" open>
        <summary>What is inside</summary>
        <ul>
          <li>the model, its loss, its training and its evaluation as Python, which reads like the paper</li>
          <li>every setting and the weights, with the moments of the optimizer where a run has not ended</li>
          <li>the interactions as they were shaped, and the catalogue</li>
        </ul>
      </details>
    </>
  );
}

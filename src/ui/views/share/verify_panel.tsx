import { hasReceipt } from '../../../state/verify_actions.ts';
import type { RunSummary, Verification } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { percent } from '../../format.ts';

/** Trains a run again and says what that showed; nothing where it has no receipt. */
export function VerifyPanel({ run }: { readonly run: RunSummary }) {
  const verifying = useValue((state) => state.verifying);
  const verified = useValue((state) => state.verified);
  const busy = useValue((state) => state.working || state.opening !== null);
  const noDevice = useValue((state) => state.device.kind === 'none' || state.device.kind === 'lost');
  const { verify } = useActions();
  if (!hasReceipt(run)) return null;
  const mine = verifying?.run === run.id;
  return (
    <section className="verify" aria-label={`Verify ${run.name}`}>
      <div className="row">
        <button
          type="button"
          disabled={busy || noDevice || verifying !== null}
          onClick={() => void verify.verify(run, crypto.getRandomValues(new Uint32Array(1))[0])}
        >
          Verify
        </button>
        {mine ? (
          <>
            <span role="status">Training it again… {percent(verifying.done)}</span>
            <button type="button" onClick={() => verify.cancel()}>
              Cancel
            </button>
          </>
        ) : (
          <span className="muted">trains it again, as far as chance says, and compares bits</span>
        )}
      </div>
      {verified?.run !== run.id ? null : 'failure' in verified ? (
        <p role="status">{verified.failure}</p>
      ) : (
        <Found found={verified.found} />
      )}
    </section>
  );
}

function Found({ found: { equal, shows, leavesOpen, states, chain, seed } }: { readonly found: Verification }) {
  return (
    <div role="status">
      <p>
        <strong>{equal ? 'It came out the same.' : 'It did not come out the same.'}</strong> {shows}
      </p>
      <p className="muted">{leavesOpen}</p>
      <details>
        <summary>Every state that was compared</summary>
        <div className="table" role="region" aria-label="States that were compared" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">epoch</th>
                <th scope="col">step</th>
                <th scope="col">state here</th>
                <th scope="col">beside the receipt</th>
                <th scope="col">drawn</th>
              </tr>
            </thead>
            <tbody>
              {states.map(({ epoch, step, found, differs, drawn }) => (
                <tr key={step}>
                  <td>{epoch}</td>
                  <td>{step}</td>
                  <td>
                    <code>{found.slice(0, 16)}</code>
                  </td>
                  <td>{differs ?? 'the same'}</td>
                  <td>{drawn ? 'yes' : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="muted">
          Receipt <code>{chain.slice(0, 16)}</code>, drawn by seed {seed}.
        </p>
      </details>
    </div>
  );
}

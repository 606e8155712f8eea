import type { Change } from '../../../state/choice_changes.ts';
import { bestValidation, type Row } from '../../../state/compare_rows.ts';
import type { RunSummary } from '../../../worker/contract.ts';
import { count, duration, score } from '../../format.ts';
import { settingName } from '../../setting_words.ts';

/** What a run is and took; baselines train nothing. */
export function RunCells({ row }: { readonly row: Row }) {
  if (row.kind === 'baseline') {
    return (
      <td colSpan={7} className="muted">
        baseline, no training
      </td>
    );
  }
  const { run, changes } = row;
  const best = bestValidation(run);
  return (
    <>
      <td>{best === null ? '' : score(best)}</td>
      <td>
        <Changes changes={changes} />
      </td>
      <td>{count(run.parameters)}</td>
      <td>{run.epochs === null ? '' : count(run.epochs)}</td>
      <td>{duration(run.seconds)}</td>
      <td>{run.recipe.seed}</td>
      <td>{statusOf(run)}</td>
    </>
  );
}

/** What was changed since the run before. */
function Changes({ changes }: { readonly changes: readonly Change[] | null }) {
  if (changes === null) return <span className="muted">first run here</span>;
  if (changes.length === 0) return <span className="muted">the same again</span>;
  return (
    <ul className="changes">
      {changes.map(({ name, before, now }) => (
        <li key={name} className="tag">
          {settingName(name)} {before ?? 'default'} → {now ?? 'default'}
        </li>
      ))}
    </ul>
  );
}

const statusOf = ({ phase, kept }: RunSummary): string =>
  phase === 'finished' || phase === 'stopped' ? `${phase}${kept ? ', kept' : ', not kept'}` : phase;

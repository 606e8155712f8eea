import type { PaperCard, PaperRecipe } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Press } from '../../controls/press.tsx';
import { PaperResult } from './paper_result.tsx';
import { statusWords } from './status.ts';

interface RunHereProps {
  readonly paper: PaperCard;
  readonly recipe: PaperRecipe;
}

/** Runs the experiment in this browser and shows what came out; what is recorded stays as it is. */
export function RunHere({ paper: { id, title }, recipe }: RunHereProps) {
  const running = useValue((state) => state.runningPaper);
  const { papers } = useActions();
  const here = running?.id === id;
  return (
    <section className="run-here" aria-label={`The experiment of ${title}`}>
      <p>
        {recipe.setting} Contenders: {recipe.contenders.join(', ')}. Seeds: {recipe.seeds.join(', ')}.
      </p>
      <div className="row">
        <Press look="primary" off={running !== null} onPress={() => papers.run(id)}>
          ▶ Run it here
        </Press>
        {here ? (
          <button type="button" onClick={() => papers.cancel()}>
            Cancel
          </button>
        ) : null}
      </div>
      {here ? <progress value={running.done} max={1} aria-label={`Running ${title}`} /> : null}
      <Outcome id={id} recipe={recipe} />
    </section>
  );
}

function Outcome({ id, recipe }: { readonly id: string; readonly recipe: PaperRecipe }) {
  const run = useValue((state) => state.paperRuns[id]);
  const words = run === undefined ? '' : 'failure' in run ? run.failure : `${statusWords[run.status]}: ${run.reason}`;
  return (
    <>
      <p role="status">{words === '' ? '' : `Run here, in this visit. ${words}`}</p>
      {run === undefined || 'failure' in run ? null : (
        <PaperResult recipe={recipe} record={run.record} checks={run.checks} />
      )}
    </>
  );
}

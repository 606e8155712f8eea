import { isBusy } from '../../../state/phases.ts';
import { trains } from '../../../state/training_paper.ts';
import type { PaperCard, PaperRecipe } from '../../../worker/contract.ts';
import { otherTrainingWords } from '../../../worker/other_tabs.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Press } from '../../controls/press.tsx';
import { PaperResult } from './paper_result.tsx';
import { statusWords } from './status.ts';

interface RunHereProps {
  readonly paper: PaperCard;
  readonly recipe: PaperRecipe;
}

/** Runs the experiment in this browser and shows what came out; what is recorded stays as it is. */
export function RunHere({ paper, recipe }: RunHereProps) {
  const { id, title } = paper;
  const held = useHeld(trains(paper));
  const running = useValue((state) => state.runningPaper);
  const { papers } = useActions();
  const here = running?.id === id;
  return (
    <section className="run-here" aria-label={`The experiment of ${title}`}>
      <p>
        {recipe.setting} Contenders: {recipe.contenders.join(', ')}. Seeds: {recipe.seeds.join(', ')}.
      </p>
      <div className="row">
        <Press look="primary" off={running !== null || held !== null} onPress={() => papers.run(id)}>
          ▶ Run it here
        </Press>
        {here ? (
          <button type="button" onClick={() => papers.cancel()}>
            Cancel
          </button>
        ) : null}
      </div>
      {held === null || here ? null : <p className="muted">{held}</p>}
      {here ? <progress value={running.done} max={1} aria-label={`Running ${title}`} /> : null}
      <Outcome id={id} recipe={recipe} />
    </section>
  );
}

/** Why an experiment that trains cannot begin now. */
function useHeld(training: boolean): string | null {
  const busy = useValue(({ phase }) => isBusy(phase));
  const other = useValue((state) => state.otherTraining);
  if (!training) return null;
  if (busy) return 'A run is training. Pause or stop it first: one thing trains at a time.';
  return other === null ? null : `${otherTrainingWords(other)}. One tab trains at a time.`;
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

import type { DatasetAudit } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { Press } from '../../controls/press.tsx';
import { count, counted, date, percent, rounded, unparted } from '../../format.ts';
import { remedyOf, type WarningCode } from './audit_actions.ts';

/** What the data says before any model does, with what to beware of first. */
export function AuditPanel() {
  const audit = useValue((state) => state.audit);
  if (audit === null) return null;
  return (
    <Panel title="Before any model">
      {audit.warnings.map(({ code, sentence }) => (
        <div key={code} className="notice warning">
          <p>{sentence}</p>
          <Help code={code} />
        </div>
      ))}
      <ul className="prose">
        {sentences(audit).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  );
}

/** What helps, at once; a shaping is undone above, a split here. */
function Help({ code }: { readonly code: WarningCode }) {
  const shaping = useValue((state) => state.dataset?.shaping);
  const split = useValue((state) => state.choice.split);
  const splits = useValue((state) => state.splits);
  const busy = useValue((state) => state.opening !== null || state.working);
  const { data, run } = useActions();
  if (shaping === undefined) return null;
  if (code === 'future in training' && split === 'by time') {
    return (
      <Press off={busy} onPress={() => run.choose({ split: 'leave-one-out' })}>
        Back to leave-one-out
      </Press>
    );
  }
  const possible = splits.flatMap(({ rule, lacking }) => (lacking === null ? [rule] : []));
  const remedy = remedyOf(code, shaping, split, possible);
  if (remedy === null) return null;
  const { change, words } = remedy;
  return (
    <Press
      off={busy}
      onPress={() => ('split' in change ? run.choose({ split: change.split }) : data.reshape(change.shaping))}
    >
      {words}
    </Press>
  );
}

function sentences({
  length,
  users,
  usersEvaluated,
  popularity,
  repeats,
  ties,
  time,
  ...audit
}: DatasetAudit): string[] {
  const seen =
    audit.seen === 'filtered' ? 'items already seen are not recommended' : 'items already seen may be recommended';
  return [
    `A history has ${rounded(length.mean)} items on average (median ${rounded(length.median)}, 95 % have at most ${rounded(length.p95)}, the longest ${count(length.max)}).`,
    `${count(usersEvaluated)} of ${counted(users, 'user')} have at least three items and can be tested.`,
    `The most popular 1 % of the items takes ${percent(popularity.topPercentShare)} of the interactions.`,
    `${percent(repeats.targets)} of the last items were in the history before; by default ${seen}.`,
    ...(ties === null
      ? []
      : [`${percent(ties.adjacent)} of neighbouring events have the same ${time === null ? 'number' : 'time'}.`]),
    timeSentence(time, audit.orderOnly),
    `A model reads the last ${audit.historyLength} items by default.`,
  ].map(unparted);
}

function timeSentence(time: DatasetAudit['time'], orderOnly: boolean): string {
  if (time !== null) return `Times go from ${date(time.from)} to ${date(time.to)}.`;
  return orderOnly
    ? 'There are no times: the order of the file is the order of each history.'
    : 'There are no times: numbers of the file order each history.';
}

interface RankMoveProps {
  /** Places from 0. */
  readonly now: number;
  readonly before: number | undefined;
  /** There was no list before: nothing is said. */
  readonly fresh: boolean;
}

/** How far an item moved since the list before: ▲ up, ▼ down, "new" where it was not in it. */
export function RankMove({ now, before, fresh }: RankMoveProps) {
  if (fresh || before === now) return <span className="move" />;
  if (before === undefined) return <span className="move up">new</span>;
  const up = before > now;
  const places = Math.abs(before - now);
  return (
    <span className={up ? 'move up' : 'move down'}>
      <span aria-hidden="true">
        {up ? '▲' : '▼'}
        {places}
      </span>
      <span className="hidden">{`${up ? 'up' : 'down'} by ${places}`}</span>
    </span>
  );
}

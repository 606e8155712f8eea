import type { ImportStep } from '../../../state/slices/data.ts';

export const steps = ['Look', 'Match', 'Check', 'Shape'] as const;
export type RailStep = (typeof steps)[number];

/** Which of the steps are in front of the user. */
const current: Readonly<Record<ImportStep, readonly RailStep[]>> = {
  fetching: ['Look'],
  sniffing: ['Look'],
  refused: ['Look'],
  matching: ['Look', 'Match'],
  reading: ['Check'],
  checked: ['Check', 'Shape'],
  opening: ['Shape'],
};

interface RailProps {
  readonly step: ImportStep;
  /** Those that can be gone to. */
  readonly open: readonly RailStep[];
  readonly onGo: (to: RailStep) => void;
}

/** The steps of an import. Back is always possible, and forward once nothing is open; what was chosen stays. */
export function Rail({ step, open, onGo }: RailProps) {
  return (
    <nav aria-label="Steps of the import">
      <ol className="rail">
        {steps.map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-current={current[step].includes(name) ? 'step' : undefined}
              aria-disabled={!open.includes(name)}
              onClick={() => {
                if (open.includes(name)) onGo(name);
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The card of a model, README.md of its folder: what it is, what it was measured with, how it is opened. Names that people gave stand in it as text. */
import { counted } from '../core/counted.ts';
import { markdownText } from '../core/markup.ts';
import { weightsWords } from '../core/weights_words.ts';
import type { ModelManifest, StatedScore } from '../snapshot/manifest.ts';

/** A mean over the test targets, with the 2.5th and 97.5th percentile of its bootstrap. */
interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Test metrics at 10 of the model or of a baseline. */
export interface MeasuredRow {
  readonly title: string;
  readonly ndcg: Measured;
  readonly hr: Measured;
  readonly mrr: Measured;
}

export interface CardFacts {
  readonly model: { readonly name: string; readonly title: string; readonly says: string; readonly source: string };
  readonly manifest: ModelManifest;
  readonly parameters: number;
  readonly titled: boolean;
  /** Whether it was opened from a file that has its weights as int8. */
  readonly rounded: boolean;
  readonly receipt: boolean;
  /** What its author says of the licence of the data; null for nothing. */
  readonly dataLicence: string | null;
  /** Of the data after shaping; null where they are not open. */
  readonly counts: { readonly interactions: number; readonly users: number } | null;
  /** The kind of adapter it was trained on; null where nobody says. */
  readonly adapter: string | null;
  /** The protocol in a sentence. */
  readonly protocol: string;
  /** Test metrics measured here, the model first; empty where it was opened from a file. */
  readonly measured: readonly MeasuredRow[];
  /** Users whose targets were tested; null where nothing was measured here. */
  readonly users: number | null;
  /** How it does beside the best baseline; null where that is not known. */
  readonly verdict: string | null;
}

export function modelCard(facts: CardFacts): string {
  return [head(facts), intro(facts), results(facts), data(facts), training(facts), opening(facts)].join('\n');
}

const dataName = ({ manifest }: CardFacts): string => manifest.dataset ?? 'unnamed data';
const nameOf = (facts: CardFacts): string => `${facts.model.title} on ${dataName(facts)}`;

/** YAML, of which JSON is a part: what a person named is spelled as JSON. */
function head(facts: CardFacts): string {
  const { model } = facts;
  const metrics = testScores(facts).map(
    ([type, value]) => `      - type: ${JSON.stringify(type)}\n        value: ${value}`,
  );
  const results = [
    'model-index:',
    `- name: ${JSON.stringify(nameOf(facts))}`,
    '  results:',
    '  - task:',
    '      type: sequential-recommendation',
    '    dataset:',
    `      name: ${JSON.stringify(dataName(facts))}`,
    `      type: ${JSON.stringify(dataName(facts))}`,
    '    metrics:',
    ...metrics,
  ];
  const tags = ['nextup', 'recommendation', 'sequential-recommendation', model.name].map((tag) => `- ${tag}`);
  const lines = ['library_name: nextup', 'tags:', ...tags, ...(metrics.length === 0 ? [] : results)];
  return `---\n${lines.join('\n')}\n---\n`;
}

/** Of the test, by name. */
function testScores({ measured, manifest }: CardFacts): readonly (readonly [string, number])[] {
  const [own] = measured;
  if (own !== undefined)
    return [
      ['ndcg@10', own.ndcg.value],
      ['hr@10', own.hr.value],
      ['mrr@10', own.mrr.value],
    ];
  return Object.entries(manifest.metrics.scores.find(({ stage }) => stage === 'test')?.values ?? {});
}

function intro(facts: CardFacts): string {
  const { model, manifest, parameters } = facts;
  const says = model.says.replace('{length}', String(manifest.config.length));
  return `# ${model.title} on ${markdownText(dataName(facts))}

${says.slice(0, 1).toUpperCase()}${says.slice(1)}. ${counted(manifest.config.items, 'item')}, ${counted(parameters, 'parameter')}. It says what somebody takes next, given what they took before: a list of
items of its own catalogue, and of no other.

Source of the architecture: ${model.source}
`;
}

function results(facts: CardFacts): string {
  const { measured, users, verdict, protocol, manifest } = facts;
  const { protocol: hash, scores } = manifest.metrics;
  const under = `Protocol \`${hash}\`. ${protocol}`;
  const table =
    measured.length > 0
      ? [
          `Test targets${users === null ? '' : ` of ${counted(users, 'user')}`}, looked at once, with the weights of the best validation; in brackets the 95 % interval of a bootstrap over users.`,
          '',
          '| recommender | NDCG@10 | HR@10 | MRR@10 |',
          '|---|---|---|---|',
          ...measured.map(
            ({ title, ndcg, hr, mrr }) => `| ${markdownText(title)} | ${[ndcg, hr, mrr].map(ranged).join(' | ')} |`,
          ),
          ...(verdict === null ? [] : ['', verdict]),
        ]
      : scores.length > 0
        ? [
            'As the file of the model states it; it was not measured again when this card was written.',
            '',
            '| targets | weights | users | scores |',
            '|---|---|---|---|',
            ...scores.map(statedRow),
          ]
        : ['It states no score.'];
  return `## Results\n\n${under}\n\n${table.join('\n')}\n`;
}

const ranged = ({ value, low, high }: Measured): string =>
  `${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;

const statedRow = ({ stage, weights, users, values }: StatedScore): string => {
  const said = Object.entries(values).map(([name, value]) => `${name} ${value.toFixed(4)}`);
  return `| ${stage} | ${weights} | ${users} | ${said.join(', ')} |`;
};

function data(facts: CardFacts): string {
  const { manifest, counts, dataLicence, titled } = facts;
  const { duplicates, minimumUser, minimumItem, lastN, sessionGap, ties } = manifest.prep;
  const size =
    counts === null
      ? ''
      : `${counted(counts.interactions, 'interaction')} of ${counted(counts.users, sessionGap === undefined ? 'user' : 'session')} with `;
  const shaped = [
    `duplicates: ${duplicates}`,
    `at least ${counted(minimumUser, 'interaction')} of each user and ${minimumItem} of each item`,
    ...(lastN === null ? [] : [`the last ${lastN} of each user`]),
    ...(sessionGap === undefined ? [] : [`histories cut where more than ${counted(sessionGap, 'second')} pass`]),
    `events at one time: ${ties}`,
  ];
  return `## Data

${markdownText(dataName(facts))}: ${size}${counted(manifest.config.items, 'item')} after shaping (${shaped.join('; ')}).

Licence of the data: ${dataLicence === null ? 'not stated by its author' : `${markdownText(dataLicence)} (as its author states)`}.

The file holds no interactions and no ids of users. It holds the id ${titled ? 'and the title ' : ''}of each item. A model learns from everybody in the data: what it recommends can
show which items were popular together.
`;
}

function training({ manifest, adapter, receipt }: CardFacts): string {
  const { config, train } = manifest;
  const settings = Object.entries(config)
    .filter(([name]) => name !== 'items')
    .map(([name, value]) => `${name} ${typeof value === 'object' ? value.join(', ') : String(value)}`);
  return `## Training

- settings: ${settings.join('; ')}
- seed ${train.seed}, ${markdownText(train.optimizer)}, learning rate ${train.learningRate}, ${train.precision}
- ${weightsWords({ ...train, weightsAt: train.weights })}
- adapter: ${adapter === null ? 'not stated' : markdownText(adapter.split('|').join(', '))}
- Nextup ${markdownText(train.version)} (${markdownText(train.commit)})
${receipt ? '- it carries a receipt: who has the data can train it again and compare states bit for bit, `npm run lab -- verify --snapshot . FILE`\n' : ''}`;
}

function opening({ model, rounded }: CardFacts): string {
  return `## How to open it

In Nextup: drop this folder, its archive or \`model.safetensors\` on the page, or

    npm run lab -- recommend --snapshot FOLDER --history ID,ID

\`model.safetensors\` is all that Nextup reads; \`config.json\` says its manifest to other programs. The weights are single precision, ${rounded ? 'of the int8 that its file had' : 'exactly as trained'}, and the
file is the model in Nextup's own format, so that nothing is lost in between. In Python:

    from safetensors import safe_open
    import json
    with safe_open("model.safetensors", framework="numpy") as f:
        manifest = json.loads(f.metadata()["manifest"])
        weights = {name: f.get_tensor(name) for name in f.keys()}

\`docs/formats.md\` of Nextup has each tensor of ${model.name} and the formulas from a history to a list, and \`docs/evaluate.py\` is the same in numpy.
`;
}

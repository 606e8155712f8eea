import { counted } from '../core/counted.ts';
import type { Ejected } from './ejected.ts';

/** What the project was tried with. */
export const REQUIREMENTS = ['torch==2.13.0', 'numpy==2.4.6', 'safetensors==0.8.0', ''].join('\n');

/** How a run goes on, and what stands in its project; of a sweep, what trains it. */
export function readme(run: Ejected, sweep: boolean): string {
  const { model, config, training, dataset, protocol, stands } = run;
  const { position, moments } = stands;
  const { step, epoch } = position;
  const at =
    moments === null
      ? `It stands at its best weights, those of epoch ${epoch} of ${training.epochs}. The moments of Adam were not kept, so that Adam begins anew`
      : `It stands after ${counted(step, 'step')}, in epoch ${Math.min(epoch + 1, training.epochs)} of ${training.epochs}`;
  const over = epoch >= training.epochs || moments === null;
  return `# ${model.title}, trained on ${oneLine(dataset.name)}

A run as a project in PyTorch: the model as its paper has it, the data as they were shaped, and the weights as they stand.

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt
    .venv/bin/python train.py                          # goes on from here
    .venv/bin/python evaluate.py                       # the best weights on the test targets
    .venv/bin/torchrun --nproc-per-node 2 train.py     # each batch divided among processes
    .venv/bin/torchrun --nproc-per-node 2 train.py --shard-items   # and the table of items, so that no process holds the whole of it
    .venv/bin/python cluster.py --workers 2            # the same by Ray Train, on a cluster (pip install 'ray[train]')
${sweep ? "    .venv/bin/python tune.py                           # every run of sweep.json by Ray Tune (pip install 'ray[tune]')\n" : ''}${over ? `    .venv/bin/python train.py --epochs ${training.epochs + 10}              # goes on behind the end of the run\n` : ''}
${at}. \`train.py --fresh\` begins it anew.

| file | holds |
|---|---|
| \`model.py\`, \`layers.py\` | the model: ${model.source} |
| \`loss.py\`, \`objective.py\` | what is minimised (${training.loss}) and what is asked of a history |
| \`data.py\`, \`draws.py\` | split, windows and batches, and the random numbers that draw them |
| \`train.py\`, \`evaluate.py\`, \`checkpoint.py\` | training, ranking, what is kept |
| \`divided.py\` | the table of items by its rows, divided over processes |
| \`cluster.py\` | the same steps by Ray Train |
${sweep ? '| `tune.py`, `sweep.json` | the runs of a sweep, of which the project is the first, and what trains them |\n' : ''}| \`run.json\` | every setting, and where the run stands |
| \`interactions.csv\`, \`items.csv\` | the interactions with the ids of their users, and the catalogue in its order |
| \`checkpoint.safetensors\` | weights, those of the best validation and both moments of Adam |

**interactions.csv holds the interactions themselves.** Give the project only to people who may have them. An id that a spreadsheet would take
for a formula has an apostrophe before it.

Split: ${protocol.split}; seen items: ${protocol.seen}; protocol ${protocol.hash}. Batches, negatives and masks are those that the browser draws for seed and step; only
the bits of dropout (${String(config.dropout)}) are PyTorch's own. With dropout 0 the losses are the browser's but for rounding.
`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** What happens when a setting is raised, in a line. */
export const raised: Readonly<Record<string, string>> = {
  blocks: 'Raised: it can follow longer reasons, takes more time a step, and learns small data by heart sooner.',
  heads: 'Raised: more reasons to look back at once, each with fewer numbers; the time stays about the same.',
  layers: 'Raised: it can follow longer reasons, takes more time a step, and learns small data by heart sooner.',
  hidden: 'Raised: it remembers more of a history; the time of a step grows with its square.',
  width: 'Raised: items can differ in more ways; memory and time grow, small data is learned by heart sooner.',
  length: 'Raised: it remembers further back; time and memory of a step grow with it.',
  dropout: 'Raised: learns less by heart and more slowly; lower it when there is much data.',
  epochs: 'Raised: a longer run at most; patience ends it when nothing improves.',
  batch: 'Raised: fewer, smoother steps in an epoch and more memory; it may need a higher learning rate.',
  learningRate: 'Raised: learns faster until it jumps about; far too high and the loss is no number any more.',
  warmup: 'Raised: a gentler beginning, for high learning rates and deep models.',
  weightDecay: 'Raised: keeps weights small, against learning by heart; too high and it learns nothing.',
  clip: 'Raised: lets larger steps through; a low limit calms a loss that jumps.',
  beta2: 'Raised: a longer memory of how large gradients are; calmer, slower to react.',
  negatives: 'Raised: closer to scoring all items, and slower.',
  validateEvery: 'Raised: less time spent on validation, and a coarser curve.',
  patience: 'Raised: waits longer for an improvement before the run ends.',
};

export const presetWords: Readonly<Record<string, string>> = {
  tiny: 'learns in seconds; to try things out, or for little data',
  standard: 'the size papers compare; a good start',
  long: 'for long histories, where old items still matter',
  large: 'for much data and a strong GPU',
};

import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B13',
  title: 'FlashRNN',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Keeps the recurrent weights of a network on the chip while one kernel walks the whole history.',
  part: 'src/ops/gru.ts',
  carried: 'A GRU that reads a whole history in one launch, forward and backward.',
  leftOut: 'LSTM, sLSTM and recurrent weights in blocks, and the experiment on parity.',
  accepts:
    'Fused and unfused agree to 1e-4 with a third of the launches at most, and a parity learnt on 24 steps holds on 96.',
  experiment: null,
};

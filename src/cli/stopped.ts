import type { Answer } from './command.ts';

/** A command that ends before its work, although it has something to show; exit code 1. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly answer: Answer;

  constructor(json: object, text: string, failure: string) {
    super(failure);
    this.answer = { json: { error: failure, ...json }, text, failure };
  }
}

import { describe, expect, it } from 'vitest';
import { CancelledError } from './errors.ts';
import { Pacer } from './pace.ts';
import { turn } from './turn.ts';

describe('work that rests', () => {
  it('lets timers, messages and other work have their turn', async () => {
    const order: string[] = [];
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => order.push('message');
    port2.postMessage(null);
    const pacer = new Pacer('test', {});
    await Promise.all([pacer.rest(0).then(() => order.push('work')), turn().then(() => order.push('other work'))]);
    port1.close();
    expect(order).toEqual(['message', 'work', 'other work']);
  });

  it('ends when it is cancelled while it rests, and says what was stopped', async () => {
    const stop = new AbortController();
    const pacer = new Pacer('counting', { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(pacer.rest(0.5)).rejects.toThrow('counting: stopped before it was finished');
    expect(() => new Pacer('counting', { signal: stop.signal })).toThrow(CancelledError);
  });
});

/** When the event loop last went round, as far as work that rests knows. */
let last = performance.now();

/** Lets everything else that waits have its turn, without the 4 ms a nested timer waits in browsers. */
export async function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise<void>((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
  port1.close();
  last = performance.now();
}

/** Milliseconds since then: at least as long as the event loop has been held, whoever held it. */
export const sinceTurn = (): number => performance.now() - last;

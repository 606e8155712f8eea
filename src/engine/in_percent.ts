/** Tells whole percents, each once: what is told crosses to the page. */
export function inPercent(progress: (done: number) => void): (done: number) => void {
  let told = -1;
  return (done) => {
    const percent = Math.floor(100 * done);
    if (percent > told) progress((told = percent) / 100);
  };
}

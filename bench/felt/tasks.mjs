/** Milliseconds of main-thread work that a visitor notices; the Long Tasks API reports nothing shorter. */
export const LONG_TASK = 50;

/** Begins to note the long tasks of a page. */
export function watchTasks(page) {
  return page.evaluate(() => {
    window.tasks = [];
    const observer = new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((e) => e.duration)));
    observer.observe({ type: 'longtask' });
  });
}

/** Milliseconds of each long task since the last call. */
export function longTasks(page) {
  return page.evaluate(() => window.tasks.splice(0));
}

/** The quantity "how many are long", with the longest of all. */
export function counted(milliseconds) {
  const long = milliseconds.filter((one) => one > LONG_TASK);
  return { values: [long.length], longest: Math.max(0, ...milliseconds), unit: '', better: 'less', goal: 'none' };
}

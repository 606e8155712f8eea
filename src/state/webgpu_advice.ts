/** What to do about missing WebGPU in the browser that says it is `userAgent`. */
export function webgpuAdvice(userAgent: string): string {
  const find = (pattern: RegExp): number => Number(pattern.exec(userAgent)?.[1] ?? 0);
  const linux = /Linux|X11|CrOS/.test(userAgent) && !/Android/.test(userAgent);
  if (/iPhone|iPad/.test(userAgent)) return 'On iPhone and iPad, WebGPU comes with iOS 26: update the system.';
  if (/Firefox\//.test(userAgent)) {
    return find(/Firefox\/(\d+)/) < 141
      ? 'Update Firefox to 141 or later (Windows) or 145 or later (macOS), or open this page in Chrome or Edge.'
      : 'Firefox has WebGPU on Windows and macOS. On this system, set dom.webgpu.enabled in about:config, or open this page in Chrome.';
  }
  if (/Chrome\//.test(userAgent)) {
    if (find(/Chrome\/(\d+)/) < 113) return 'Update this browser to version 113 or later.';
    return linux
      ? 'On Linux, open chrome://flags, enable “Unsafe WebGPU Support” and “Vulkan”, and restart the browser; chrome://gpu says what is missing.'
      : 'Turn on “Use graphics acceleration when available” in the browser’s system settings and restart it; chrome://gpu says what is missing.';
  }
  if (/Safari\//.test(userAgent)) return 'Update to Safari 26 or later, or open this page in Chrome.';
  return 'Open this page in a current Chrome, Edge, Safari or Firefox.';
}

import { describe, expect, it } from 'vitest';
import { webgpuAdvice } from './webgpu_advice.ts';

const agents = {
  linuxChrome: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  oldChrome: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/100.0.0.0 Safari/537.36',
  windowsEdge:
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0',
  firefox: 'Mozilla/5.0 (Windows NT 10.0; rv:120.0) Gecko/20100101 Firefox/120.0',
  safari: 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
  phone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile Safari/604.1',
};

describe('advice about missing WebGPU', () => {
  it.each([
    ['linuxChrome', 'chrome://flags'],
    ['oldChrome', '113'],
    ['windowsEdge', 'graphics acceleration'],
    ['firefox', 'Update Firefox'],
    ['safari', 'Safari 26'],
    ['phone', 'iOS 26'],
  ] as const)('fits %s', (agent, words) => expect(webgpuAdvice(agents[agent])).toContain(words));

  it('has something to say to a browser it does not know', () => expect(webgpuAdvice('')).toContain('current Chrome'));
});

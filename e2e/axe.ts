import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'vitest';

/** Expects nothing on the page that keeps somebody out, in light and in dark, where only the colours differ. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect([where, ...(await findings(axeOf(page)))]).toEqual([where]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect([where, 'dark', ...(await findings(axeOf(page).withRules('color-contrast')))]).toEqual([where, 'dark']);
}

/** Passes are not told, and the page has no frames: gathering both takes longer than the rules do. */
const axeOf = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);

/** Serious and critical findings, each with where it is. */
async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

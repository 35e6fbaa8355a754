import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds on the page, one line for each element: rule, element, and what is wrong with it. `isContrastHigh`
 * asks for WCAG 2.2 1.4.6 (AAA) instead of 1.4.3 (AA).
 */
export async function axeFindings(page: Page, isContrastHigh: boolean): Promise<string[]> {
  // By the debugger: the content security policy lets no script into the page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    rules: { 'color-contrast-enhanced': { enabled: isContrastHigh } },
  };
  const { violations } = await page.evaluate(async (choice) => {
    const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    return axe.run(choice);
  }, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary ?? ''}`),
  );
}

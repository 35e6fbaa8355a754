import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';

/** What has the focus, in the words of its first tag, and whether one can see that it has. */
interface Focus {
  readonly tag: string;
  readonly isVisible: boolean;
}

/**
 * A ring is drawn around what has the focus; around its box where that is a field in one; around the option that a list of
 * suggestions has chosen, because there the focus stays in the line above.
 */
function focusOn(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const chosen = document.getElementById(focused?.getAttribute('aria-activedescendant') ?? '');
    const isField = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement;
    const around = isField ? [focused.parentElement, focused.parentElement?.parentElement] : [];
    const hasRing = (element: Element | null | undefined) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
      return (
        outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && !outlineColor.endsWith(', 0)')
      );
    };
    return {
      tag: focused?.outerHTML.slice(0, 160) ?? '',
      isVisible: focused !== document.body && [focused, chosen, ...around].some(hasRing),
    };
  });
}

async function expectVisibleFocus(page: Page): Promise<void> {
  const { tag, isVisible } = await focusOn(page);
  expect(isVisible, `focus can be seen on ${tag}`).toBe(true);
}

export async function expectFocusOn(target: Locator): Promise<void> {
  await target.waitFor();
  await expect.poll(() => hasFocus(target), { timeout: 5000 }).toBe(true);
  await expectVisibleFocus(target.page());
}

/** Presses the key until the target has the focus; at every stop one sees where one is. */
export async function walkTo(target: Locator, key = 'Tab', most = 40): Promise<void> {
  const page = target.page();
  for (let steps = 0; steps < most; steps++) {
    await page.keyboard.press(key);
    await expectVisibleFocus(page);
    if (await hasFocus(target)) return;
  }
  throw new Error(`${most} times ${key} did not lead to ${String(target)}`);
}

async function hasFocus(target: Locator): Promise<boolean> {
  if ((await target.count()) !== 1) return false;
  return target.evaluate((element) => element === document.activeElement);
}

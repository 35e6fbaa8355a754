import type { Page } from 'playwright';

/** Does what closes the view, which may be gone before it has answered. Resolves when it is. */
export async function closing(view: Page, act: () => Promise<void>): Promise<void> {
  const isClosed = view.waitForEvent('close');
  await Promise.all([isClosed, act().catch(ignoreClosing)]);
}

function ignoreClosing(error: unknown): void {
  if (!/closed/.test(String(error))) throw error;
}

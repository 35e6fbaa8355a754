/** Longer than a double click and than main's own limit, in milliseconds. */
const seenFor = 600;

/**
 * Buttons that can do harm work only after the question has been in sight and in focus for a while, without interruption:
 * whoever times a click for another window gets nothing (CWE-1021).
 */
export function armWhenSeen(page: Document, buttons: readonly HTMLButtonElement[]): void {
  let timer: number | undefined;
  const set = (isArmed: boolean): void => {
    for (const button of buttons) button.setAttribute('aria-disabled', String(!isArmed));
  };
  const look = (): void => {
    window.clearTimeout(timer);
    set(false);
    if (page.visibilityState === 'visible' && page.hasFocus())
      timer = window.setTimeout(() => set(true), seenFor);
  };
  page.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
  window.addEventListener('blur', look);
  look();
}

export function isArmed(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-disabled') === 'false';
}

/** Keeps the keyboard inside: Tab goes round, and focus begins at the answer that does nothing. */
export function holdFocus(dialog: HTMLElement, first: HTMLElement): void {
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') return;
    const stops = [...dialog.querySelectorAll<HTMLElement>('button, [tabindex="0"]')];
    const active = document.activeElement;
    const at = active instanceof HTMLElement ? stops.indexOf(active) : -1;
    const next = stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
    event.preventDefault();
    next?.focus();
  });
  document.addEventListener('focusin', (event) => {
    if (event.target instanceof Node && !dialog.contains(event.target)) first.focus();
  });
  window.addEventListener('focus', () => {
    if (document.activeElement === document.body) first.focus();
  });
  first.focus();
}

import { useEffect } from 'react';
import { hasCommandKey } from '../parts/platform.ts';
import { withCommand } from '../services/follow-main.ts';
import type { Services } from '../services/services.ts';
import { useServices } from '../services/use-services.ts';

/** The keys that work everywhere in the house. What is taken here does not reach the menu, so no entry acts twice. */
export function useShortcuts(): void {
  const services = useServices();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (act(event, services)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [services]);
}

function act(event: KeyboardEvent, services: Services): boolean {
  const { store } = services;
  if (store.state.asked !== null) return false;
  const key = event.key.toLowerCase();
  if (hasCommandKey(event) && !event.altKey) {
    const command =
      key === 'k' && !event.shiftKey
        ? 'switcher'
        : key === 'f'
          ? event.shiftKey
            ? 'search'
            : 'search-here'
          : key === ','
            ? 'settings'
            : key === 'y' && event.shiftKey
              ? 'security'
              : null;
    if (command === null) return false;
    store.update((state) => withCommand(state, command));
    return true;
  }
  if (store.state.overlay !== null) return false;
  if (event.altKey && !event.ctrlKey && !event.metaKey && (key === 'arrowup' || key === 'arrowdown'))
    return openNeighbour(services, key === 'arrowdown' ? 1 : -1);
  if (key === 'f6') return focusNextColumn(event.shiftKey ? -1 : 1);
  if (key === 'escape') return closeAside(services);
  if (event.key === '?' && !isWriting(event.target)) {
    store.update((state) => withCommand(state, 'shortcuts'));
    return true;
  }
  return false;
}

function openNeighbour({ store, conversations }: Services, step: 1 | -1): boolean {
  const { order, main } = store.state;
  const at = main.kind === 'conversation' ? order.indexOf(main.peer) : -1;
  const peer = at === -1 ? order[0] : order[at + step];
  if (peer !== undefined) void conversations.open(peer);
  return true;
}

function closeAside({ store }: Services): boolean {
  const { aside, column } = store.state;
  if (aside !== 'none') {
    store.update((state) => ({ ...state, aside: 'none' }));
    document.querySelector<HTMLElement>('[data-column="main"] [data-column-focus]')?.focus();
    return true;
  }
  if (column === 'conversations') return false;
  store.update((state) => ({ ...state, column: 'conversations' }));
  return true;
}

/** From column to column; into the place that a column names, else into the first that takes the focus. */
function focusNextColumn(step: 1 | -1): boolean {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-column]')].filter(
    (column) => column.offsetParent !== null,
  );
  const at = columns.findIndex((column) => column.contains(document.activeElement));
  const next = columns[(at + step + columns.length) % columns.length];
  const target =
    next?.querySelector<HTMLElement>('[data-column-focus]:not(:disabled)') ??
    next?.querySelector<HTMLElement>('[aria-current="true"]') ??
    next?.querySelector<HTMLElement>('button:not(:disabled), input, [tabindex="0"]');
  target?.focus();
  return true;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio')
  );
}

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { State } from '../store/state.ts';
import type { Services } from './services.ts';

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('no ServicesContext above');
  return services;
}

/** Re-renders when the selected value changes; the selector must return what is in the state, or a plain value. */
export function useModel<T>(select: (state: State) => T): T {
  const { store } = useServices();
  const selected = (): T => select(store.state);
  // The third: the first picture is drawn where there is no page.
  return useSyncExternalStore(store.subscribe, selected, selected);
}

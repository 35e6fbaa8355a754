import type { Handlers } from '../bridge/router.ts';
import type { SettingsStore } from './settings-store.ts';

export function settingsCalls(store: Pick<SettingsStore, 'settings'>) {
  return {
    'settings.get': async () => ({ ok: true, value: store.settings }),
    'settings.set': async (settings) => {
      store.settings = settings;
      return { ok: true, value: null };
    },
  } satisfies Partial<Handlers>;
}

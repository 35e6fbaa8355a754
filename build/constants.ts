import manifest from '../package.json' with { type: 'json' };
import { calls } from '../shared/ipc/calls.ts';
import { events } from '../shared/ipc/events.ts';

/** The `define` of every vite build and of vitest: the values of globals.d.ts, as JSON. */
export function buildConstants({ isHardened }: { isHardened: boolean }): Record<string, string> {
  return {
    __HARDENED__: JSON.stringify(isHardened),
    __VERSION__: JSON.stringify(manifest.version),
    __CALL_NAMES__: JSON.stringify(Object.keys(calls)),
    __EVENT_NAMES__: JSON.stringify(Object.keys(events)),
  };
}

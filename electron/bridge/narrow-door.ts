import { ipcRenderer } from 'electron';
import type { Bridge } from '../../shared/ipc/bridge.ts';

/** What a view above the page gets of Electron: the calls that are named, on a channel of their own, and no events. */
export function narrowDoor(channel: string, names: readonly string[]): Pick<Bridge, 'call'> {
  return {
    async call(name, input) {
      if (!names.includes(name)) return { ok: false, error: 'bad-request' };
      try {
        return await ipcRenderer.invoke(channel, name, input);
      } catch {
        // Only a value that structured clone refuses ends here: main itself always answers.
        return { ok: false, error: 'bad-request' };
      }
    },
  };
}

import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, Reply } from '../../shared/ipc/bridge.ts';
import { callChannel, eventChannel } from './channels.ts';

// Everything the page gets of Electron. Neither ipcRenderer nor an event object passes through (checklist item 20), and no
// channel name can be chosen from the page.

type Listener = (payload: unknown) => void;

const callNames: ReadonlySet<string> = new Set(__CALL_NAMES__);
const listeners = new Map<string, Set<Listener>>(__EVENT_NAMES__.map((name) => [name, new Set()]));

const bridge: Bridge = {
  async call(name, input) {
    if (!callNames.has(name)) return badRequest;
    try {
      return await ipcRenderer.invoke(callChannel, name, input);
    } catch {
      // Only a value that structured clone refuses ends here: main itself always answers.
      return badRequest;
    }
  },
  on(name, listener) {
    const known = listeners.get(name);
    if (known === undefined || typeof listener !== 'function') return () => undefined;
    // A wrapper of its own per registration, so that one listener registered twice leaves twice.
    const told: Listener = (payload) => listener(payload);
    known.add(told);
    return () => {
      known.delete(told);
    };
  },
};

const badRequest: Reply = { ok: false, error: 'bad-request' };

ipcRenderer.on(eventChannel, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

contextBridge.exposeInMainWorld('gatehouse', bridge);

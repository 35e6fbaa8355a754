import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { confirmChannel } from './channels.ts';

// The confirmation's own narrow door: two calls, no events.

const bridge: Pick<Bridge, 'call'> = {
  async call(name, input) {
    if (name !== 'confirm.get' && name !== 'confirm.answer') return { ok: false, error: 'bad-request' };
    try {
      return await ipcRenderer.invoke(confirmChannel, name, input);
    } catch {
      // Only a value that structured clone refuses ends here: main itself always answers.
      return { ok: false, error: 'bad-request' };
    }
  },
};

contextBridge.exposeInMainWorld('gatehouseConfirm', bridge);

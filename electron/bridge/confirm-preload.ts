import { contextBridge } from 'electron';
import { confirmChannel } from './channels.ts';
import { narrowDoor } from './narrow-door.ts';

// The names are written out: a preload that read them from the declarations would bring their schemas along.
contextBridge.exposeInMainWorld(
  'gatehouseConfirm',
  narrowDoor(confirmChannel, ['confirm.get', 'confirm.answer']),
);

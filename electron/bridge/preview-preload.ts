import { contextBridge } from 'electron';
import { previewChannel } from './channels.ts';
import { narrowDoor } from './narrow-door.ts';

// The names are written out: a preload that read them from the declarations would bring their schemas along.
contextBridge.exposeInMainWorld(
  'gatehousePreview',
  narrowDoor(previewChannel, ['preview.get', 'preview.close']),
);

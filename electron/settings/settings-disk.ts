import { renameSync } from 'node:fs';
import path from 'node:path';
import type { IpcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { Content } from './migrations.ts';

interface DiskParts {
  /** Absolute path of the folder settings.json is in. */
  readonly folder: string;
  readonly now: () => Date;
  readonly ipcMain: Pick<IpcMain, 'removeAllListeners'>;
}

/** settings.json, readable by its owner alone and written in one piece. */
export class SettingsDisk {
  readonly #parts: DiskParts;
  #store: ElectronStore<Record<string, unknown>> | null;

  constructor(parts: DiskParts) {
    this.#parts = parts;
    this.#store = this.#open();
  }

  /** Empty when there is no file yet; null when there is one that is not a JSON object. */
  read(): Content | null {
    return this.#store === null ? null : { ...this.#store.store };
  }

  /** Whatever was there is replaced; a file that could not be read has to be set aside first. */
  write(content: Content): void {
    if (this.#store === null) throw new Error('settings.json was not set aside');
    this.#store.store = { ...content };
  }

  /** Keeps the file beside the new one, for whoever wants to look at it, and begins an empty one. */
  setAside(): void {
    const stamp = this.#parts.now().toISOString().replace(/[:.]/g, '-');
    renameSync(this.#path('settings.json'), this.#path(`settings.damaged-${stamp}.json`));
    this.#store = this.#open();
  }

  #open(): ElectronStore<Record<string, unknown>> | null {
    try {
      return new ElectronStore<Record<string, unknown>>({
        name: 'settings',
        cwd: this.#parts.folder,
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false,
        clearInvalidConfig: false,
        deserialize: parseObject,
      });
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    } finally {
      // The library answers any page that asks where the profile lies. There is one door, and this is not it (item 17).
      this.#parts.ipcMain.removeAllListeners('electron-store-get-data');
    }
  }

  #path(name: string): string {
    return path.join(this.#parts.folder, name);
  }
}

/** A list or a bare word is as damaged as half an object, and would otherwise be taken for an empty one. */
function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('not a JSON object');
  }
  return Object.fromEntries(Object.entries(value));
}

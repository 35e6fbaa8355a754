import type { Settings } from '../../shared/model/settings.ts';
import { type Content, migrated } from './migrations.ts';
import { type SettingsFile, settingsFileSchema } from './settings-file.ts';

interface Disk {
  read(): Content | null;
  write(content: Content): void;
  setAside(): void;
}

/** What is remembered between starts, checked on the way in and written at every change. */
export class SettingsStore {
  /** The file was damaged: it was set aside, defaults are in force, and the user has to be told. */
  readonly isReset: boolean;
  readonly #disk: Disk;
  readonly #listeners = new Set<(settings: Settings) => void>();
  #file: SettingsFile;

  constructor(disk: Disk) {
    this.#disk = disk;
    const content = disk.read();
    const file = content === null ? null : readable(content);
    this.isReset = file === null;
    if (file === null) disk.setAside();
    this.#file = file ?? defaults();
    if (file === null || content?.['version'] !== file.version) disk.write(this.#file);
  }

  get settings(): Settings {
    return this.#file.settings;
  }

  set settings(settings: Settings) {
    this.#change({ settings });
    for (const listener of this.#listeners) listener(settings);
  }

  get window(): SettingsFile['window'] {
    return this.#file.window;
  }

  set window(window: SettingsFile['window']) {
    this.#change({ window });
  }

  get lastAccount(): SettingsFile['lastAccount'] {
    return this.#file.lastAccount;
  }

  set lastAccount(lastAccount: SettingsFile['lastAccount']) {
    this.#change({ lastAccount });
  }

  get logins(): SettingsFile['logins'] {
    return this.#file.logins;
  }

  set logins(logins: SettingsFile['logins']) {
    this.#change({ logins });
  }

  onChanged(listener: (settings: Settings) => void): void {
    this.#listeners.add(listener);
  }

  #change(part: Partial<SettingsFile>): void {
    const file = { ...this.#file, ...part };
    this.#disk.write(file);
    this.#file = file;
  }
}

function readable(content: Content): SettingsFile | null {
  return settingsFileSchema.safeParse(migrated(content)).data ?? null;
}

function defaults(): SettingsFile {
  return settingsFileSchema.parse(migrated({}));
}

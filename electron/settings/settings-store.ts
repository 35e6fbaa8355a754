import { isDeepStrictEqual } from 'node:util';
import { type Settings, settingsSchema } from '../../shared/model/settings.ts';
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
  #fixed: Partial<Settings> = {};

  constructor(disk: Disk) {
    this.#disk = disk;
    const content = disk.read();
    const file = content === null ? null : readable(content);
    this.isReset = file === null;
    if (file === null) disk.setAside();
    this.#file = file ?? defaults();
    if (file === null || content?.['version'] !== file.version) disk.write(this.#file);
  }

  /** What is in force: the user's, but where policy has fixed one. */
  get settings(): Settings {
    return { ...this.#file.settings, ...this.#fixed };
  }

  /** What is fixed stays, and so does what the user had chosen before it was. */
  set settings(settings: Settings) {
    const own = this.#file.settings;
    const chosen = Object.entries(settings).map(([name, value]) => [
      name,
      name in this.#fixed ? own[name as keyof Settings] : value,
    ]);
    this.#change({ settings: settingsSchema.parse(Object.fromEntries(chosen)) });
    this.#tell();
  }

  /** By policy; what was fixed before and is not any more is the user's again. */
  fix(fixed: Partial<Settings>): void {
    const before = this.settings;
    this.#fixed = fixed;
    if (!isDeepStrictEqual(before, this.settings)) this.#tell();
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

  #tell(): void {
    for (const listener of this.#listeners) listener(this.settings);
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

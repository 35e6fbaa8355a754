import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BaseWindow, Dialog } from 'electron';
import type { MainText } from '../text/en.ts';

interface SaveDialogParts {
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
  readonly window: () => BaseWindow;
  readonly folder: () => string;
  readonly text: () => MainText['saveDialog'];
}

export type SaveOutcome = 'saved' | 'cancelled' | 'cannot-write';

/** Asks where, and writes there: the person's choice is the only path this can ever write to. */
export class SaveDialog {
  readonly #parts: SaveDialogParts;

  constructor(parts: SaveDialogParts) {
    this.#parts = parts;
  }

  /** Where to put a file of this name; null: nowhere. */
  async ask(name: string): Promise<string | null> {
    const { canceled, filePath } = await this.#parts.dialog.showSaveDialog(this.#parts.window(), {
      title: this.#parts.text().fileTitle,
      defaultPath: path.join(this.#parts.folder(), path.basename(name)),
      properties: ['showOverwriteConfirmation'],
    });
    return canceled || filePath === '' ? null : filePath;
  }

  /** `name` is a suggestion without folder; the file can be read by its owner alone. */
  async saveJson(name: string, json: string): Promise<SaveOutcome> {
    const text = this.#parts.text();
    const { canceled, filePath } = await this.#parts.dialog.showSaveDialog(this.#parts.window(), {
      title: text.title,
      defaultPath: path.join(this.#parts.folder(), path.basename(name)),
      filters: [{ name: text.jsonFile, extensions: ['json'] }],
    });
    if (canceled || filePath === '') return 'cancelled';
    try {
      await writeFile(filePath, json, { mode: 0o600 });
      return 'saved';
    } catch {
      // No space, no permission, no such folder any more: the same to the person, who can choose another place.
      return 'cannot-write';
    }
  }
}

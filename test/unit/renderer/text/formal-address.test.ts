import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folders = ['renderer/text', 'electron/text'].map((folder) =>
  path.resolve(import.meta.dirname, '../../../..', folder),
);

/** Familiar pronouns, and the imperatives that catalogues use. */
const familiar =
  /(?<!\p{L})(?:du|dich|dir|dein\p{L}*|bitte (?=die IT|darum)|(?:gib|sage?|prüfe|frage|melde|nimm|teile|sende|warte|versuche?|wähle|schreibe|starte|füge|hebe|öffne|tippe|vergleiche|verbinde) (?:das|die|den|der|es|sie|dich|dir|beides|nur|dort|neu|auf|jemand\p{L}*|unten|einige|ein\p{L}*))(?!\p{L})/iu;

/** One thing has one name: at the door it is “Passwort”. */
const otherNames = /Kennw[oö]rt|Zugangs-Token/u;

test.each([
  ['addresses people formally throughout, with “Sie”', familiar],
  ['calls what one signs in with the same everywhere', otherNames],
])('German %s', (_, unwanted) => {
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /(?:^|-)de\.ts$/.test(name))
      .map((name) => path.join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(5);
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => unwanted.test(line)),
  );
  expect(found).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { migrated } from '../../../electron/settings/migrations.ts';
import { settingsFileSchema } from '../../../electron/settings/settings-file.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';

describe('migrations of the settings', () => {
  it('make a new file out of nothing, with the defaults of the interface', () => {
    expect(settingsFileSchema.parse(migrated({})).settings).toEqual(defaultSettings);
  });

  it('run in order, each one once, from the version of the file', () => {
    const steps = ['a', 'b', 'c'].map((name) => (content: object) => ({ ...content, [name]: true }));
    expect(migrated({ version: 1, kept: 'x' }, steps)).toEqual({ version: 3, kept: 'x', b: true, c: true });
    expect(migrated({ version: 3, kept: 'x' }, steps)).toEqual({ version: 3, kept: 'x' });
  });

  it.each([4, -1, 0.5, '1', null, Number.NaN])('know no version %s', (version) => {
    expect(migrated({ version }, [(content) => content])).toBeNull();
  });
});

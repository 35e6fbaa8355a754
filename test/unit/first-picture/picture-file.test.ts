import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PictureFile } from '../../../electron/first-picture/picture-file.ts';
import { temporaryFolder } from './sights.ts';

it('is readable for nobody else', () => {
  const place = path.join(temporaryFolder(), 'first-picture');
  new PictureFile(place).write(Buffer.from('sealed'));
  expect(statSync(place).mode & 0o777).toBe(0o600);
});

it('is whole or as before, and what is half written goes with it', () => {
  const place = path.join(temporaryFolder(), 'first-picture');
  const file = new PictureFile(place);
  file.write(Buffer.from('one'));
  file.write(Buffer.from('two'));
  expect(file.read()?.toString()).toBe('two');
  expect(existsSync(`${place}.new`)).toBe(false);
  writeFileSync(`${place}.new`, 'half');
  file.remove();
  expect([file.read(), existsSync(`${place}.new`)]).toEqual([null, false]);
  file.remove();
});

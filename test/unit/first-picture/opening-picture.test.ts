import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OpeningPicture } from '../../../electron/first-picture/opening-picture.ts';
import { largestPicture, PictureFile } from '../../../electron/first-picture/picture-file.ts';
import { seal } from '../../../electron/first-picture/seal.ts';
import { stampsOf } from '../../../electron/policy/file-changes.ts';
import { anna, key, noon, pictureOf, temporaryFolder } from './sights.ts';

const page = '<html lang="en"><script type="module" src="./x.js"></script><div id="root"></div></html>';

interface Given {
  readonly remembered?: string | null;
  readonly key?: Uint8Array | null;
  readonly version?: string;
  readonly page?: string;
  readonly now?: number;
}

/** A profile with a policy, and a picture that was kept in it at noon. */
async function profile({ staleAt = null as number | null, kept = {} as object } = {}) {
  const folder = temporaryFolder();
  const policy = path.join(folder, 'policy.json');
  const place = path.join(folder, 'first-picture');
  writeFileSync(policy, '{}');
  const lookedAt = [policy, path.join(folder, 'policy.d')];
  const failures: unknown[] = [];
  const open = (given: Given = {}) =>
    new OpeningPicture({
      file: new PictureFile(place),
      look: { remembered: given.remembered === undefined ? anna : given.remembered, theme: 'dark' },
      keyOf: async () => (given.key === undefined ? key : given.key),
      page: given.page ?? page,
      version: given.version ?? '1.0.0',
      now: () => given.now ?? noon + 1000,
      onFailure: (error) => failures.push(error),
    });
  const text = {
    picture: pictureOf('<b>Bea</b> at ', ''),
    digest: 'd',
    drawnAt: noon,
    policy: { lookedAt, stamps: await stampsOf(lookedAt), staleAt },
    ...kept,
  };
  new PictureFile(place).write(seal(JSON.stringify(text), key, open().bindingOf(anna)));
  return { folder, policy, place, open, failures };
}

async function isFound(picture: OpeningPicture): Promise<boolean> {
  return (await picture.found) !== null;
}

describe('the picture at the start', () => {
  it('is in the page once, and a page that is loaded again begins empty', async () => {
    const picture = (await profile()).open();
    expect(await isFound(picture)).toBe(true);
    expect(picture.isThere).toBe(true);
    expect(picture.takePage()).toContain('<div id="root" inert aria-busy="true"><b>Bea</b> at 12:00</div>');
    expect(picture.isThere).toBe(false);
    expect(picture.takePage()).toBeNull();
  });

  it.each([
    ['the keychain does not give the key', { key: null }],
    ['the keychain gives another key', { key: new Uint8Array(32) }],
    ['somebody else is remembered', { remembered: 'bea@corp.test' }],
    ['it is of another version', { version: '1.0.1' }],
    ['it is of a page that looks differently', { page: `${page} ` }],
    ['it is from a later time than now', { now: noon - 1 }],
  ])('is not there when %s', async (_why, given) => {
    const { open, failures } = await profile();
    const picture = open(given);
    expect(await isFound(picture)).toBe(false);
    expect(picture.takePage()).toBeNull();
    expect(failures).toEqual([]);
  });

  it.each([
    ['was written again', ({ policy }: { policy: string }) => writeFileSync(policy, '{ }')],
    ['was touched', ({ policy }: { policy: string }) => utimesSync(policy, 1, 1)],
    ['got another part', ({ folder }: { folder: string }) => mkdirSync(path.join(folder, 'policy.d'))],
  ])('is not there when the policy %s since', async (_how, change) => {
    const given = await profile();
    change(given);
    expect(await isFound(given.open())).toBe(false);
  });

  it('is not there when the time of its policy is over', async () => {
    const { open } = await profile({ staleAt: noon + 500 });
    expect(await isFound(open({ now: noon + 499 }))).toBe(true);
    expect(await isFound(open({ now: noon + 500 }))).toBe(false);
  });

  it.each([
    ['parts', { picture: { language: 'en', parts: ['a', 'b'], moments: [] } }],
    ['language', { picture: { ...pictureOf('a'), language: '"><script>' } }],
    ['policy', { policy: null }],
  ])('is not there when its %s cannot be', async (_what, kept) => {
    const { open, failures } = await profile({ kept });
    expect(await isFound(open())).toBe(false);
    expect(failures).toEqual([]);
  });

  it('is not there, and costs nothing but a word, when its place is taken by something else', async () => {
    const { open, place, failures } = await profile();
    writeFileSync(place, Buffer.alloc(largestPicture + 1));
    expect(await isFound(open())).toBe(false);
    new PictureFile(place).remove();
    expect(await isFound(open())).toBe(false);
    mkdirSync(place);
    expect(await isFound(open())).toBe(false);
    expect(failures).toEqual([]);
  });

  it('is removed unseen when nobody is remembered', async () => {
    const { open, place } = await profile();
    const picture = open({ remembered: null });
    expect(await isFound(picture)).toBe(false);
    expect(existsSync(place)).toBe(false);
  });
});

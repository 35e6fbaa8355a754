import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageWithPicture } from '../../../electron/first-picture/page-with-picture.ts';
import { noon, pictureOf } from './sights.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../renderer/index.html'), 'utf8');
const day = 86_400_000;

function shown(now: number, theme: 'system' | 'contrast' = 'system', language: 'en' | 'de' = 'en'): string {
  return pageWithPicture(page, { ...pictureOf('<i>', '</i>'), language }, { now, theme });
}

describe('a page that begins with a picture', () => {
  it('has it where its script will draw, inert, and does not wait for the script', () => {
    const text = shown(noon);
    expect(text).toContain('<div id="root" inert aria-busy="true"><i>12:00</i></div>');
    expect(text).toContain('<script type="module" async src=');
    expect(text).toContain('<html lang="en">');
  });

  it('has no script, no style and no address that the page does not have', () => {
    const text = shown(noon);
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/<style|style=|<link[^>]*http/);
  });

  it('is in its language and theme', () => {
    expect(shown(noon, 'contrast', 'de')).toContain('<html lang="de" data-theme="contrast">');
  });

  it.each([
    ['its time on the same day', noon + 11 * 3_600_000, '12:00'],
    ['its weekday on the next', noon + day, 'Tue'],
    ['its weekday within six days', noon + 6 * day - 1, 'Tue'],
    ['its date after that', noon + 6 * day, '24/11/26'],
    ['its date when it has not been yet', noon - 2 * day, '24/11/26'],
  ])('names a moment by %s', (_what, now, name) => {
    expect(shown(now)).toContain(`<i>${name}</i>`);
  });

  it('takes no name of a moment for markup', () => {
    const picture = pictureOf('<i>', '</i>');
    const moments = picture.moments.map((moment) => ({ ...moment, today: `<img src=x onerror='a("&")'>` }));
    expect(pageWithPicture(page, { ...picture, moments }, { now: noon, theme: 'system' })).toContain(
      '<i>&#60;img src=x onerror=&#39;a(&#34;&#38;&#34;)&#39;&#62;</i>',
    );
  });

  it('is not made of a page that was built differently', () => {
    const other = page.replace('id="root"', 'id="rooms"');
    expect(() => pageWithPicture(other, pictureOf('x'), { now: noon, theme: 'system' })).toThrow('id="root"');
  });
});

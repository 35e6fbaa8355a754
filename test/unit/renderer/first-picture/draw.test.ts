import { describe, expect, it } from 'vitest';
import { draw } from '../../../../renderer/first-picture/draw.tsx';
import type { FirstPicture, FirstSight } from '../../../../shared/ipc/first-picture.ts';
import { anna, bea, conversation, noon, sight } from '../../first-picture/sights.ts';
import { person } from '../fixture/people.ts';

const markup = ({ parts }: FirstPicture): string => parts.join('(a moment)');

function named(name: string, more: Partial<FirstSight> = {}): string {
  const people = [person(anna, { name }), person(bea, { name, place: 'outside', company: 'Partner Ltd' })];
  return markup(draw(sight(name, { people, ...more }), []));
}

/** What a parser takes for elements. */
function tagsIn(text: string): Set<string> {
  return new Set([...text.matchAll(/<([a-z0-9]+)/gi)].map(([, tag = '']) => tag.toLowerCase()));
}

/** And for attributes: their values are in quotes, which no value has. */
function attributesIn(text: string): Set<string> {
  const tags = text.match(/<[^>]+>/g) ?? [];
  return new Set(tags.flatMap((tag) => tag.replace(/"[^"]*"/g, '""').match(/\s[a-z-]+(?==)/gi) ?? []));
}

describe('the first picture', () => {
  it('shows who is there, what was said last and how much is unread', () => {
    const line = conversation('The auditors come on Thursday.', { unread: 3 });
    const text = markup(draw(sight('', { conversations: [line] }), ['en-GB']));
    expect(text).toContain('Bea Lindqvist');
    expect(text).toContain('The auditors come on Thursday.');
    expect(text).toMatch(/>3<\/span>/);
    expect(text).toContain('Anna Keller');
  });

  it('leaves moments open, so that they can be named when it is shown', () => {
    const { parts, moments } = draw(sight(), ['en-GB']);
    expect(parts).toHaveLength(2);
    expect(moments).toEqual([{ at: noon, today: '12:00', thisWeek: 'Tue', before: '24/11/26' }]);
  });

  it('is in the language that was chosen', () => {
    const picture = draw(sight('', { language: 'de' }), ['de-AT']);
    expect(picture.language).toBe('de');
    expect(markup(picture)).toContain('Unterhaltungen');
  });

  it('brings no style and no script of its own, which the page would refuse', () => {
    expect(named('Bea')).not.toMatch(/ style=|<script|<style| on[a-z]+=/);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    `' onmouseover='alert(1)`,
    '</span></div><iframe src="https://evil.test">',
    '<!--',
    '&lt;b&gt;',
    ']]><svg onload=alert(1)>',
  ])('takes no name and no text for markup (CVE-2018-10994): %s', (hostile) => {
    const text = named(hostile);
    expect(tagsIn(text)).toEqual(tagsIn(named('Bea')));
    expect(text).not.toContain(hostile);
    expect(attributesIn(text)).toEqual(attributesIn(named('Bea')));
  });

  it('names what hides in a name, and keeps its direction to itself', () => {
    const text = named('Bea\u202Egnp.exe');
    expect(text).not.toContain('\u202E');
    expect(text).toContain('[U+202E]');
    expect(text).toContain('title="invisible character U+202E"');
    expect(text).toMatch(/<bdi[^>]*>Bea/);
  });

  it('bears names of 10 kB', () => {
    expect(named('N'.repeat(10_000)).split('N'.repeat(10_000)).length).toBeGreaterThan(2);
  });

  it('says of a message that is held or withdrawn that it is, and nothing of it', () => {
    const [{ last = null } = {}] = [conversation('Click here')];
    if (last === null) throw new Error('no last message');
    const held = conversation('', { last: { ...last, level: 'hold', preview: 'Click here' } });
    expect(markup(draw(sight('', { conversations: [held] }), []))).not.toContain('Click here');
    const withdrawn = conversation('', { last: { ...last, level: 'block', preview: '' } });
    expect(markup(draw(sight('', { conversations: [withdrawn] }), []))).toContain('withdrawn');
  });
});

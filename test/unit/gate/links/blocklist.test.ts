import { describe, expect, it } from 'vitest';
import { readBlocklist } from '../../../../electron/gate/links/blocklist.ts';
import { corpGate, linkOf } from '../corp-gate.ts';

const list = `
# hosts
Evil.example
*.wild.example
кремль.рф
# one page, and what is below it
files.example/bad%20path/
https://pages.example/login?user=
192.0.2.66
not a host at all
`;

describe('a listed host or prefix is blocked however it is written', () => {
  it.each([
    'https://evil.example/',
    'http://EVIL.example:8080/x',
    'https://a.b.evil.example/',
    'https://wild.example',
    'https://deep.wild.example',
    'https://кремль.рф/',
    'https://files.example/bad%20path/x',
    'https://files.example//bad%2520path//x',
    'https://files.example/a/../bad%20path/x?y',
    'https://files.example/%62ad%20path/',
    'https://pages.example/login?user=bob#top',
    'http://192.0.2.66/',
    'http://3221226050/',
    'mailto:x@evil.example',
  ])('%s', (text) => {
    const { verdict } = linkOf(text, corpGate({ kind: 'text', text: list }));
    expect(verdict.level).toBe('block');
    expect(verdict.reasons.map((reason) => reason.code)).toContain('link.blocklisted');
  });

  it.each([
    'https://notevil.example/',
    'https://evil.example.org/',
    'https://files.example/',
    'https://pages.example/login',
    'http://192.0.2.67/',
  ])('and nothing else: %s', (text) => {
    const { verdict } = linkOf(text, corpGate({ kind: 'text', text: list }));
    expect(verdict.reasons.map((reason) => reason.code)).not.toContain('link.blocklisted');
  });

  it('names the line that matched', () => {
    const { verdict } = linkOf('https://x.evil.example/', corpGate({ kind: 'text', text: list }));
    expect(verdict.reasons.find((reason) => reason.code === 'link.blocklisted')?.params).toEqual({
      host: 'x.evil.example',
      entry: 'Evil.example',
    });
  });

  it('says which lines it could not read', () => {
    expect(readBlocklist(list).unreadable).toEqual([10]);
  });
});

it('a list that cannot be read holds every link: unknown is never clean', () => {
  const { verdict } = linkOf('https://corp.test/', corpGate({ kind: 'unreadable' }));
  expect(verdict).toEqual({
    level: 'hold',
    reasons: [{ code: 'check.failed', level: 'hold', params: { check: 'blocklist', cause: 'unreadable' } }],
  });
});

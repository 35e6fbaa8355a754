import { describe, expect, it } from 'vitest';
import { deepLinkOf, parseDeepLink } from '../../../electron/app/deep-links.ts';

describe('an xmpp: link', () => {
  it.each([
    ['xmpp:bea@corp.test', 'bea@corp.test', ''],
    ['XMPP:Bea@Corp.Test', 'bea@corp.test', ''],
    ['xmpp:bea@corp.test/phone', 'bea@corp.test', ''],
    ['xmpp:bea@corp.test?message', 'bea@corp.test', ''],
    ['xmpp:bea@corp.test?message;body=Hello%20Bea', 'bea@corp.test', 'Hello Bea'],
    ['xmpp:bea@corp.test?message;subject=Hi;body=One%0D%0ATwo', 'bea@corp.test', 'One\nTwo'],
    ['xmpp:bea@corp.test#fragment', 'bea@corp.test', ''],
    ['xmpp:m%C3%BCller@corp.test', 'müller@corp.test', ''],
  ])('shows a conversation and prefills: %s', (uri, peer, prefill) => {
    expect(parseDeepLink(uri)).toEqual({ peer, prefill });
  });

  it.each(['roster', 'subscribe', 'unsubscribe', 'join', 'remove', 'sendfile', 'command'])(
    'does nothing but show the conversation when it asks to %s',
    (type) => {
      expect(parseDeepLink(`xmpp:bea@corp.test?${type};body=x`)).toEqual({
        peer: 'bea@corp.test',
        prefill: '',
      });
    },
  );

  it.each([
    ['names the account to act as', 'xmpp://anna@corp.test/bea@corp.test?message;body=x'],
    ['has no address', 'xmpp:'],
    ['has no address but a question', 'xmpp:?message;body=x'],
    ['has a broken escape', 'xmpp:bea%zz@corp.test'],
    ['has escapes that are not UTF-8', 'xmpp:bea@corp.test?message;body=%ff'],
    ['hides characters in the address', 'xmpp:bea%E2%80%AE@corp.test'],
    ['has a space', 'xmpp:bea@corp.test --gpu-launcher=calc'],
    ['has a quote', 'xmpp:bea@corp.test"--gpu-launcher=calc'],
    ['has a backslash', 'xmpp:bea@corp.test\\..\\x'],
    ['has a line break', 'xmpp:bea@corp.test\n--inspect'],
    ['is another scheme', 'https://corp.test/xmpp:bea@corp.test'],
    ['is very long', `xmpp:bea@corp.test?message;body=${'a'.repeat(9000)}`],
  ])('is ignored when it %s', (_what, uri) => {
    expect(parseDeepLink(uri)).toBeNull();
  });

  it('prefills only what the eye can read', () => {
    const body = encodeURIComponent('pay\u202e\u200b now\u0007\tor\u2028never\uE000');
    expect(parseDeepLink(`xmpp:bea@corp.test?message;body=${body}`)?.prefill).toBe('pay now ornever');
  });

  it('prefills no more than a composer should be handed, without half characters', () => {
    const body = encodeURIComponent(`${'a'.repeat(1999)}😀b`);
    expect(parseDeepLink(`xmpp:bea@corp.test?message;body=${body}`)?.prefill).toBe('a'.repeat(1999));
  });
});

describe('the words a process is started with (CVE-2018-1000006)', () => {
  const link = 'xmpp:bea@corp.test';

  it('are a link when the last one is', () => {
    expect(deepLinkOf(['gatehouse', '--', link])?.peer).toBe('bea@corp.test');
  });

  it.each([
    ['only the program', ['xmpp:bea@corp.test']],
    ['a link that is not last', ['gatehouse', link, '--gpu-launcher=calc']],
    ['a link inside a switch', ['gatehouse', `--url=${link}`]],
    ['a link with a switch glued on', ['gatehouse', `${link}" --gpu-launcher="calc`]],
    ['nothing', []],
  ])('are none with %s', (_what, argv) => {
    expect(deepLinkOf(argv)).toBeNull();
  });
});

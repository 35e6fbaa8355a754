import { describe, expect, it } from 'vitest';
import { messageFindings } from '../../../../renderer/message/message-findings.ts';
import type { LinkFinding } from '../../../../shared/model/message.ts';
import { allow, type Reason, verdictOf } from '../../../../shared/model/verdict.ts';

const imitates: Reason = { code: 'link.imitates-domain', level: 'block', params: { host: 'x.test' } };
const punycode: Reason = { code: 'link.punycode', level: 'warn', params: {} };
const unreadable: Reason = { code: 'text.encrypted-unreadable', level: 'hold', params: {} };
const hidden: Reason = { code: 'text.hidden-characters', level: 'warn', params: {} };
const outside: Reason = { code: 'person.outside', level: 'notice', params: {} };
const unknown: Reason = { code: 'person.unknown', level: 'hold', params: {} };
const failed: Reason = { code: 'check.failed', level: 'hold', params: { check: 'links' } };

function link(...reasons: Reason[]): LinkFinding {
  return { start: 0, end: 1, url: 'https://x.test/', host: 'x.test', verdict: verdictOf(reasons) };
}

describe('what is said at a message', () => {
  it('is nothing for a harmless one', () => {
    expect(messageFindings({ verdict: allow, links: [link()] })).toEqual({
      text: [],
      stoppedLinks: [],
      isHeld: false,
    });
  });

  it('names a stopped link at the link and leaves the text readable', () => {
    const findings = messageFindings({ verdict: verdictOf([imitates]), links: [link(), link(imitates)] });
    expect(findings).toEqual({
      text: [],
      stoppedLinks: [{ index: 1, host: 'x.test', reasons: [imitates] }],
      isHeld: false,
    });
  });

  it('leaves a warned link to its own warning', () => {
    expect(messageFindings({ verdict: verdictOf([punycode]), links: [link(punycode)] }).stoppedLinks).toEqual(
      [],
    );
  });

  it('folds a text that is held', () => {
    expect(messageFindings({ verdict: verdictOf([unreadable]), links: [] })).toMatchObject({
      text: [unreadable],
      isHeld: true,
    });
  });

  it('warns about a text without folding it', () => {
    expect(messageFindings({ verdict: verdictOf([hidden]), links: [] })).toMatchObject({
      text: [hidden],
      isHeld: false,
    });
  });

  it('does not repeat at each message what stands above the conversation', () => {
    expect(messageFindings({ verdict: verdictOf([outside]), links: [] }).text).toEqual([]);
  });

  it('folds what a person was held for', () => {
    expect(messageFindings({ verdict: verdictOf([unknown]), links: [] }).isHeld).toBe(true);
  });

  it('holds for a check that failed, unless it is the check of a link', () => {
    expect(messageFindings({ verdict: verdictOf([failed]), links: [] }).isHeld).toBe(true);
    const ofLink = messageFindings({ verdict: verdictOf([failed]), links: [link(failed)] });
    expect(ofLink).toMatchObject({ isHeld: false, stoppedLinks: [{ index: 0 }] });
  });
});

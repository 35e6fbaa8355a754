import { describe, expect, it } from 'vitest';
import { failureText } from '../../../../renderer/text/failure-text.ts';
import { languages } from '../../../../renderer/text/language.ts';
import { plainText } from '../../../../renderer/text/sentence.ts';
import { connectionFailureCodes } from '../../../../shared/model/connection.ts';

const params = {
  expected: 'corp.test',
  presented: 'mail.corp.test',
  expired: '2026-03-12',
  validFrom: '2027-01-01T00:00:00Z',
  issuer: 'Unknown Root CA',
  host: 'xmpp.corp.test',
  port: '5223',
  condition: 'conflict',
};

describe.each(languages)('connection failures in %s', (language) => {
  it.each(connectionFailureCodes)('%s names its cause and what to do', (code) => {
    const { cause, next } = failureText({ code, params }, language);
    expect(plainText(cause)).toMatch(/^\S.*\.$/);
    expect(next).toMatch(/^\S.*\.$/);
  });

  it.each(connectionFailureCodes)('%s bears missing parameters', (code) => {
    expect(plainText(failureText({ code, params: {} }, language).cause)).not.toMatch(/undefined|Invalid/);
  });

  it('has a sentence of its own for each cause', () => {
    const causes = connectionFailureCodes.map((code) =>
      plainText(failureText({ code, params }, language).cause),
    );
    expect(new Set(causes).size).toBe(connectionFailureCodes.length);
  });
});

describe('a certificate that expired', () => {
  it('is told with the date in words', () => {
    const failure = { code: 'certificate-expired', params } as const;
    expect(plainText(failureText(failure, 'en').cause)).toContain('March 12, 2026');
    expect(plainText(failureText(failure, 'de').cause)).toContain('12. März 2026');
  });

  it('is told with what the server said when that is no date', () => {
    const failure = { code: 'certificate-expired', params: { expired: 'soon' } } as const;
    expect(plainText(failureText(failure, 'en').cause)).toContain('soon');
  });
});

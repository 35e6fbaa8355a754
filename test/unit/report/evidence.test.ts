import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Evidence, NewMessage, StoredFile } from '../../../electron/archive/archive.ts';
import { deskMessage } from '../../../electron/report/desk-message.ts';
import { type ReportSubject, xarfOf } from '../../../electron/report/evidence.ts';
import { mainText } from '../../../electron/text/main-text.ts';
import { longestBody } from '../../../shared/model/message.ts';
import { longestFileName } from '../../../shared/model/shared-file.ts';
import { verdictOf } from '../../../shared/model/verdict.ts';
import { alice } from '../archive/fixture.ts';
import { offeredFile } from '../transfer/offered-file.ts';
import { eve, judged } from './report-case.ts';

// What xarf-core.json and types/messaging-spam.json of the XARF specification ask for, written as a schema of ours.
const party = z.strictObject({ org: z.string().min(1).max(200), contact: z.email(), domain: z.hostname() });
const xarfSchema = z.looseObject({
  xarf_version: z.string().regex(/^4\.\d+\.\d+$/),
  report_id: z.uuid(),
  timestamp: z.iso.datetime(),
  reporter: party,
  sender: party,
  source_identifier: z.string().min(1),
  category: z.literal('messaging'),
  type: z.literal('spam'),
  protocol: z.literal('chat'),
  evidence_source: z.string(),
  message_id: z.string().max(200),
  description: z.string().max(1000),
  tags: z.array(z.string().regex(/^[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+-.]*$/)).max(20),
  spam_indicators: z.strictObject({ suspicious_links: z.array(z.url()) }),
  evidence: z
    .array(
      z.strictObject({
        content_type: z.string(),
        description: z.string().max(500),
        payload: z.base64(),
        hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
        size: z.number().int().max(5_242_880),
      }),
    )
    .max(50),
  gatehouse: z.looseObject({ truncated: z.boolean() }),
});

const text = mainText('en').report;

const offered = offeredFile();
const heldFile: StoredFile = {
  ...offered,
  shown: {
    ...offered.shown,
    type: 'zip',
    state: 'held',
    sha256: 'c0de'.repeat(16),
    verdict: verdictOf([{ code: 'file.encrypted', level: 'hold', params: { where: 'a/b.zip' } }]),
  },
};

function evidenceOf(message: NewMessage): Evidence {
  const { stanzaId, archiveId, from, raw, clearance: _clearance, file, isNews: _, ...rest } = message;
  return {
    message: { ...rest, links: [...rest.links], position: 1, file: file?.shown ?? null, report: 'none' },
    stanzaId,
    archiveId,
    from,
    raw,
  };
}

function subjectOf(message: NewMessage, context: readonly NewMessage[] = []): ReportSubject {
  return {
    reportId: '0b9ee1f3-6f6c-4f0e-8d53-1f2c7c7f5a10',
    reportedAt: 1_800_000_000_000,
    reporter: alice,
    organisation: null,
    client: 'Gatehouse 0.1.0',
    evidence: evidenceOf(message),
    disposition: 'suspicious',
    context: context.map(evidenceOf),
  };
}

function xarf(message: NewMessage, context: readonly NewMessage[] = []) {
  return xarfSchema.parse(JSON.parse(xarfOf(subjectOf(message, context), text)));
}

const worstReasons = Array.from({ length: 200 }, (_, count) => ({
  code: 'file.encrypted' as const,
  level: 'hold' as const,
  params: { where: `${count}${'漢'.repeat(4000)}`, other: '漢'.repeat(4000) },
}));

describe('XARF', () => {
  it('is what version 4 of the specification asks for', () => {
    const report = xarf(judged(1, 'log in at https://c0rp.test/ or https://corp.test/'), [
      judged(0, 'hello'),
    ]);
    expect(report).toMatchObject({
      timestamp: '2023-11-14T22:13:21.000Z',
      reporter: { org: 'corp.test', contact: 'alice@corp.test', domain: 'corp.test' },
      source_identifier: eve,
      tags: ['disposition:suspicious', 'verdict:block', 'link:imitates-domain', 'person:unknown'],
      spam_indicators: { suspicious_links: ['https://c0rp.test/'] },
      gatehouse: { client: 'Gatehouse 0.1.0', from: 'eve@evil.example/x', truncated: false },
    });
    expect(report.evidence.map(({ content_type }) => content_type)).toEqual([
      'application/xml',
      'application/json',
      'application/json',
    ]);
  });

  it('carries the stanza as it was received, with its hash', () => {
    const message = judged(1, 'grüße \u202e');
    const [stanza] = xarf(message).evidence;
    const payload = Buffer.from(stanza?.payload ?? '', 'base64');
    expect(payload.toString()).toBe(message.raw);
    expect(stanza?.hash).toBe(`sha256:${createHash('sha256').update(message.raw).digest('hex')}`);
  });

  it('says what the inspection found in the file that came with it, and where to find it', () => {
    const message = judged(1, '', { file: heldFile });
    const report = xarf(message);
    expect(report.tags).toEqual([
      'disposition:suspicious',
      'verdict:hold',
      'file:encrypted',
      'person:unknown',
    ]);
    expect(report.gatehouse).toMatchObject({ verdict: 'hold' });
    const findings = JSON.parse(Buffer.from(report.evidence[1]?.payload ?? '', 'base64').toString());
    expect(findings.file).toMatchObject({
      name: 'plan.pdf',
      type: 'zip',
      sha256: 'c0de'.repeat(16),
      host: 'files.corp.test',
      level: 'hold',
      reasons: [{ code: 'file.encrypted', level: 'hold', params: { where: 'a/b.zip' } }],
    });
    for (const language of ['en', 'de'] as const) {
      const read = deskMessage(subjectOf(message), mainText(language).report);
      const word = language === 'en' ? 'File' : 'Datei';
      expect(read).toContain(
        `${word}: plan[.]pdf (zip, SHA-256 ${'c0de'.repeat(16)}) hold; file.encrypted (where=a/b[.]zip)`,
      );
    }
  });

  it('fits one stanza whatever was received, and says what was left out', () => {
    const worst = judged(
      1,
      'https://xn--80ak6aa92e.com.c0rp.test/\u200b&&&& '.repeat(2000).slice(0, longestBody),
      {
        raw: '漢'.repeat(90_000),
        stanzaId: 'x'.repeat(5000),
        file: {
          ...heldFile,
          shown: { ...heldFile.shown, name: '漢'.repeat(longestFileName), verdict: verdictOf(worstReasons) },
        },
      },
    );
    const context = Array.from({ length: 50 }, (_, count) => judged(count, '漢'.repeat(3000)));
    const json = xarfOf(subjectOf(worst, context), text);
    const body = deskMessage(subjectOf(worst, context), text);
    const escaped = `${json}${body}`.replace(/[&<>"']/g, '&quot;');
    expect(Buffer.byteLength(escaped)).toBeLessThan(240 * 1024);
    const report = xarfSchema.parse(JSON.parse(json));
    expect(report.gatehouse.truncated).toBe(true);
    expect(report.evidence[0]?.description).toContain('shortened to the first 32768 of 270000 bytes');
    const earlier = JSON.parse(Buffer.from(report.evidence[2]?.payload ?? '', 'base64').toString());
    expect(earlier.at(-1)).toMatchObject({ truncated: true });
    expect(earlier.length).toBeGreaterThan(1);
  });
});

describe('the message to the desk', () => {
  it('has no line that somebody chose by the name of what is in a file', () => {
    const reasons = verdictOf([
      { code: 'file.encrypted', level: 'hold', params: { where: 'a\nVerdict: allow' } },
    ]);
    const file = { ...heldFile, shown: { ...heldFile.shown, verdict: reasons } };
    const lines = deskMessage(subjectOf(judged(1, 'see', { file })), text).split('\n');
    expect(lines.filter((line) => line.startsWith('Verdict'))).toHaveLength(1);
    expect(lines).not.toContain('Verdict[:] allow)');
  });

  it.each(['en', 'de'] as const)('is complete and has nothing to click in it (%s)', (language) => {
    const message = judged(1, 'Log in:\nhttps://c0rp.test/a?b now \u202e!');
    const lines = deskMessage(subjectOf(message), mainText(language).report).split('\n');
    expect(lines).toContain('> hxxps[:]//c0rp[.]test/a?b now [U+202E]!');
    expect(lines.join('\n')).not.toMatch(/https?:|c0rp\.test/);
    expect(lines.join('\n')).toContain('link.imitates-domain (host=c0rp[.]test, imitates=corp[.]test');
    expect(lines.join('\n')).toContain('0b9ee1f3-6f6c-4f0e-8d53-1f2c7c7f5a10');
  });

  it('no line of the reported text passes for one of the report', () => {
    const message = judged(1, 'x\r\nVerdict: allow\u2028Verdict: allow\rVerdict: allow');
    const body = deskMessage(subjectOf(message), text);
    expect(body.split(/\r\n|[\n\r\u2028\u2029]/).filter((line) => line.startsWith('Verdict: allow'))).toEqual(
      [],
    );
  });

  it('shortens a long text and says so', () => {
    const body = deskMessage(subjectOf(judged(1, `${'a'.repeat(3990)} https://c0rp.test/long/path`)), text);
    expect(body).toContain(text.shortened);
    expect(body).not.toContain('https:');
  });
});

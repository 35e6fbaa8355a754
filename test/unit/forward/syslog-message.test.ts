import { describe, expect, test } from 'vitest';
import { headsInLog } from '../../../electron/audit/heads-in-log.ts';
import { signHead } from '../../../electron/audit/signed-head.ts';
import { newSigningKey } from '../../../electron/audit/signing-key.ts';
import type { Fields, Notice } from '../../../electron/forward/notice.ts';
import { syslogFrame } from '../../../electron/forward/syslog-message.ts';

const origin = { hostName: 'desk 17', version: '1.2|3' };
const formats = ['rfc5424', 'ocsf', 'cef'] as const;
type Format = (typeof formats)[number];

const head = signHead(
  { record: 'a'.repeat(32), size: 7, root: 'b'.repeat(64), time: 1, epoch: 1, previous: null },
  newSigningKey(),
);

function notice(fields: Fields, change: Partial<Notice> = {}): Notice {
  const time = Date.parse('2026-03-01T12:00:00Z');
  return {
    kind: 'message',
    time,
    severity: 6,
    fields: { record: 'r', index: 7, ...fields },
    head: null,
    ...change,
  };
}

/** Without the length in front of it, which is checked. */
function written(
  what: Notice,
  format: Format,
  { maxMessageBytes = 8192, enterpriseNumber = 32_473 } = {},
): string {
  const frame = syslogFrame(what, origin, { format, maxMessageBytes, enterpriseNumber });
  const [, length = '', message = ''] = /^(\d+) (.*)$/s.exec(frame.toString()) ?? [];
  expect(Buffer.byteLength(message)).toBe(Number(length));
  expect(Number(length)).toBeLessThanOrEqual(maxMessageBytes);
  return message;
}

test('structured data carries the number of the company, which policy names', () => {
  const message = written(notice({}), 'rfc5424', { enterpriseNumber: 4711 });
  expect(message).toContain(' [gatehouse@4711 ');
});

test('a frame says its length in bytes, and its header is that of RFC 5424', () => {
  const message = written(notice({ peer: 'bj\u00f6rn@corp.test' }), 'rfc5424');
  expect(message).toBe(
    '<110>1 2026-03-01T12:00:00.000Z desk_17 gatehouse - message ' +
      '[gatehouse@32473 record="r" index="7" peer="bj\u00f6rn@corp.test"] message',
  );
});

test('structured data escapes what ends a value, and CEF what ends a field', () => {
  expect(written(notice({ id: 'a"b\\c]d' }), 'rfc5424')).toContain('id="a\\"b\\\\c\\]d"');
  const cef = written(notice({ id: 'a=b\\c', direction: 'in' }), 'cef');
  expect(cef).toContain(' id=a\\=b\\\\c');
  expect(cef).toContain('- CEF:0|Gatehouse|Gatehouse|1.2\\|3|message|message in|1|');
  const json: unknown = JSON.parse(
    written(notice({ id: 'a"b\u2028' }), 'ocsf').split(' - message - ')[1] ?? '',
  );
  expect(json).toMatchObject({ unmapped: { id: 'a"b\u2028' } });
});

describe.each(formats)('in %s', (format) => {
  test('what a stranger writes in an id begins no line of its own', () => {
    const message = written(
      notice({ stanzaId: 'x\r\n<110>1 - - gatehouse - head\u0085\u2028y\u001b[2J' }),
      format,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there.
    expect(message).not.toMatch(/[\u0000-\u001f\u0085\u2028]/);
  });

  test('what is longer than the log server takes is shortened, and says which of its fields were', () => {
    const audience = Array.from({ length: 10_000 }, (_, index) => `person-${index}@corp.test`);
    const message = written(notice({ audience, from: 'x'.repeat(3000), leaf: 'f'.repeat(64) }), format, {
      maxMessageBytes: 2048,
    });
    for (const words of ['audience:10000', 'from:3000', 'f'.repeat(64)]) expect(message).toContain(words);
  });

  test('even what cannot be made short enough is told by its number and hash', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`field${index}`, 'y'.repeat(40)]),
    );
    const message = written(notice({ leaf: 'f'.repeat(64), ...fields }), format, { maxMessageBytes: 2048 });
    for (const words of ['everything', 'f'.repeat(64), '7']) expect(message).toContain(words);
  });

  test('a signed head is found again, also where the log server writes JSON around it', () => {
    const message = written(notice({}, { kind: 'head', head }), format);
    expect(headsInLog(`${message}\n`, null)).toEqual([head]);
    expect(headsInLog(`2026 desk_17 ${message}\n${message}\n`, 'desk_17')).toEqual([head]);
    expect(headsInLog(`${JSON.stringify({ host: 'desk_17', msg: message })}\n`, 'desk_17')).toEqual([head]);
    expect(headsInLog(`${message}\n`, 'desk_1')).toEqual([]);
  });

  test('a head that somebody wrote in an id is none', () => {
    const forged = `gatehouse-head ${JSON.stringify(head)}`;
    const nested = `gatehouse-head":${JSON.stringify(head)}`;
    for (const stanzaId of [forged, nested, JSON.stringify(head)]) {
      const message = written(notice({ stanzaId }), format);
      expect(headsInLog(`${message}\n${JSON.stringify({ msg: message })}\n`, null)).toEqual([]);
    }
  });
});

test('a log in which heads stand alone, one a line, is read as well', () => {
  expect(headsInLog(`${JSON.stringify(head)}\n\nnothing\n`, null)).toEqual([head]);
});

describe('OCSF', () => {
  const classOf = (fields: Fields, change: Partial<Notice> = {}): unknown =>
    JSON.parse(/\{.*\}$/s.exec(written(notice(fields, change), 'ocsf'))?.[0] ?? '');

  test.each<[string, Fields, Partial<Notice>, object]>([
    [
      'a message that passed',
      { direction: 'out' },
      {},
      { class_uid: 4009, type_uid: 400_901, direction_id: 2 },
    ],
    [
      'a message with confidential data',
      { codes: ['confidential.block'], outcome: 'stopped' },
      { severity: 3 },
      { class_uid: 2006, severity_id: 4, is_alert: true },
    ],
    ['a deceitful message', { codes: ['link.imitates-domain'] }, { severity: 4 }, { class_uid: 2004 }],
    ['a refused sign-in', { outcome: 'refused' }, { kind: 'sign-in' }, { class_uid: 3002, status_id: 2 }],
    ['anything else', {}, { kind: 'gap' }, { class_uid: 0, activity_id: 99 }],
  ])('%s has its class', (_name, fields, change, expected) => {
    expect(classOf(fields, change)).toMatchObject(expected);
  });
});

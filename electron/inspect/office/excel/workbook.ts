// What a binary workbook (BIFF5 and BIFF8) can do by itself. Source: MS-XLS.

import { wideText } from '../../bytes.ts';
import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import { Unreadable } from '../../unreadable.ts';
import { defaultPasswordFinding, encryptedFinding } from '../encryption/encrypted-finding.ts';
import { urlMonikersIn } from '../monikers.ts';
import { inspectTarget } from '../targets.ts';
import { biff, biffRecords } from './biff-records.ts';
import { decryptWorkbook } from './decrypt-workbook.ts';
import { ddeFinding, macroSheetFinding } from './excel-findings.ts';
import { dangerousFunction } from './formula-tokens.ts';

interface Asked {
  readonly program: string;
  readonly topic: string;
}

interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Of its first record in the stream. */
  readonly start: number;
}

export function inspectWorkbook(stream: Buffer, place: Place): Finding[] {
  const plain = plainWorkbook(stream);
  if (plain === null) return [encryptedFinding(place)];
  const found = inspectRecords(plain, place);
  return plain === stream ? found : [defaultPasswordFinding(place), ...found];
}

/** The stream in the clear; null when only somebody with the password can read it. */
export function plainWorkbook(stream: Buffer): Buffer | null {
  const filePass = firstFilePass(stream);
  return filePass === null ? stream : decryptWorkbook(stream, filePass);
}

/** It stands behind the first BOF (section 2.1.7.20.3). */
function firstFilePass(stream: Buffer): Buffer | null {
  let seen = 0;
  for (const { type, content } of biffRecords(stream)) {
    if (type === biff.filePass) return content;
    seen += 1;
    if (seen > 10) return null;
  }
  return null;
}

function inspectRecords(stream: Buffer, place: Place): Finding[] {
  const findings: Finding[] = [];
  const sheets: Sheet[] = [];
  let starts: string | null = null;
  let isBiff8 = true;
  let asked: Asked | null = null;
  const links = new Map<Asked, boolean>();
  let records = 0;
  for (const { type, content } of biffRecords(stream)) {
    records += 1;
    if (records % 1000 === 0) place.context.budget.checkTime();
    if (records === 1) {
      if (type !== biff.bof || content.length < 4) throw new Unreadable('workbook');
      isBiff8 = content.readUInt16LE(0) >= 0x0600;
    }
    if (type === biff.boundSheet) sheets.push(...macroSheetOf(content, isBiff8));
    else if (type === biff.name) starts ??= automaticName(content, isBiff8);
    else if (type === biff.supBook) {
      asked = ddeOf(content);
      if (asked !== null) links.set(asked, false);
    } else if (type === biff.externName && asked !== null && isOleLink(content)) links.set(asked, true);
    else if (type === biff.hyperlink)
      findings.push(...urlMonikersIn(content).flatMap((url) => place.link(url)));
  }
  for (const [{ program, topic }, isObject] of links) {
    findings.push(...(isObject ? inspectTarget('link', topic, place) : [ddeFinding(place, program, topic)]));
  }
  const visited = new Set<number>();
  for (const sheet of sheets) {
    const does = functionOf(stream, sheet.start, visited);
    findings.push(macroSheetFinding(place, { ...sheet, starts, does }));
  }
  return findings;
}

/** Section 2.4.28: type 1 is a macro sheet; hidden in two degrees. */
function macroSheetOf(content: Buffer, isBiff8: boolean): Sheet[] {
  if (content.length < 8 || content[5] !== 1) return [];
  const length = content[6] ?? 0;
  const name = isBiff8
    ? unicodeText(content, 7, length)
    : content.toString('latin1', 7, Math.min(content.length, 7 + length));
  return [{ name, isHidden: ((content[4] ?? 0) & 0b11) !== 0, start: content.readUInt32LE(0) }];
}

/** Section 2.4.150: built-in names are one number; Excel takes any name that begins like one of them too. */
function automaticName(content: Buffer, isBiff8: boolean): string | null {
  if (content.length < 15) return null;
  const isBuiltIn = (content.readUInt16LE(0) & 0x20) !== 0;
  const length = content[3] ?? 0;
  const name = isBiff8
    ? unicodeText(content, 14, length)
    : content.toString('latin1', 14, Math.min(content.length, 14 + length));
  if (isBuiltIn) {
    const builtIn: Readonly<Record<number, string>> = {
      1: 'Auto_Open',
      2: 'Auto_Close',
      10: 'Auto_Activate',
      11: 'Auto_Deactivate',
    };
    return builtIn[name.charCodeAt(0)] ?? null;
  }
  return /^auto_?(?:open|close|activate|deactivate)/i.exec(name)?.[0] ?? null;
}

/**
 * Sections 2.4.271 and 2.5.277: program, then U+0003, then what it is asked for. A path of a file begins with U+0001, and there U+0003 only
 * stands between folders.
 */
function ddeOf(content: Buffer): Asked | null {
  if (content.length < 5) return null;
  const length = content.readUInt16LE(2);
  if (length === 0x0401 || length === 0x3a01) return null;
  const path = unicodeText(content, 4, length);
  const separator = path.indexOf('\u0003');
  if (separator <= 0 || path.charCodeAt(0) === 1) return null;
  return { program: path.slice(0, separator), topic: path.slice(separator + 1) };
}

/** Section 2.4.105: a linked object shares the record with DDE. */
function isOleLink(content: Buffer): boolean {
  return content.length >= 2 && (content.readUInt16LE(0) & 0x10) !== 0;
}

/** What in the sheet's formulas starts a program or calls into the system. */
function functionOf(stream: Buffer, start: number, visited: Set<number>): string | null {
  for (const { type, at, content } of biffRecords(stream.subarray(start))) {
    // Thousands of sheets may claim to begin at the same place.
    if (type === biff.eof || visited.has(start + at)) return null;
    visited.add(start + at);
    if (type !== biff.formula || content.length < 22) continue;
    const length = content.readUInt16LE(20);
    const found = dangerousFunction(content.subarray(22, 22 + length));
    if (found !== null) return found;
  }
  return null;
}

/** Section 2.5.294: a byte says whether letters have two bytes. */
function unicodeText(content: Buffer, at: number, length: number): string {
  const isWide = ((content[at] ?? 0) & 1) === 1;
  const end = Math.min(content.length, at + 1 + length * (isWide ? 2 : 1));
  return isWide ? wideText(content, at + 1, end) : content.toString('latin1', at + 1, end);
}

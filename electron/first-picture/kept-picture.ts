import type { FirstPicture } from '../../shared/ipc/first-picture.ts';
import { parsedJson } from '../parsed-json.ts';
import type { PolicyLook } from '../policy/policy-in-force.ts';

export interface KeptPicture {
  readonly picture: FirstPicture;
  /** Of the sight that it shows. */
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly drawnAt: number;
  /** Under another, people and messages may have to be shown differently. */
  readonly policy: PolicyLook;
}

/**
 * What was sealed. Only main has the key, so this is what main wrote once; the form is looked at because a picture is never worth a
 * start that fails.
 */
export function keptPictureIn(text: string): KeptPicture | null {
  const kept: unknown = parsedJson(text);
  return isKept(kept) ? kept : null;
}

function isKept(value: unknown): value is KeptPicture {
  if (!isObject(value)) return false;
  const { picture, digest, drawnAt, policy } = value;
  return isPicture(picture) && isText(digest) && typeof drawnAt === 'number' && isPolicyLook(policy);
}

function isPicture(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { language, parts, moments } = value;
  if (language !== 'en' && language !== 'de') return false;
  return isListOf(parts, isText) && isListOf(moments, isMoment) && parts.length === moments.length + 1;
}

function isMoment(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { at, today, thisWeek, before } = value;
  return typeof at === 'number' && isListOf([today, thisWeek, before], isText);
}

function isPolicyLook(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { lookedAt, stamps, staleAt } = value;
  return isListOf(lookedAt, isText) && isText(stamps) && (staleAt === null || typeof staleAt === 'number');
}

function isListOf(value: unknown, is: (each: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(is);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

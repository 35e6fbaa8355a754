import type { ConnectionFailure, ConnectionFailureCode } from '../../shared/model/connection.ts';
import { failuresDe } from './failures-de.ts';
import { failuresEn } from './failures-en.ts';
import type { Language } from './language.ts';
import type { Sentence } from './sentence.ts';

export interface FailureText {
  readonly cause: Sentence;
  /** What the user can do, and what was not sent. */
  readonly next: string;
}

interface FailureParams {
  param(name: string): string;
  /** An ISO date in words. */
  date(name: string): string;
}

/** One entry for each way a connection fails: a missing one fails to compile. */
export type FailureTexts = Readonly<Record<ConnectionFailureCode, (params: FailureParams) => FailureText>>;

const texts: Readonly<Record<Language, FailureTexts>> = { en: failuresEn, de: failuresDe };

export function failureText(failure: ConnectionFailure, language: Language): FailureText {
  const param = (name: string): string =>
    Object.hasOwn(failure.params, name) ? (failure.params[name] ?? '') : '';
  const date = (name: string): string => {
    const at = new Date(param(name));
    if (Number.isNaN(at.getTime())) return param(name);
    return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);
  };
  return texts[language][failure.code]({ param, date });
}

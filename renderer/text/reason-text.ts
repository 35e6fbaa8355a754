import type { documentReasonCodes } from '../../shared/model/document-reasons.ts';
import type { fileReasonCodes } from '../../shared/model/file-reasons.ts';
import type { Reason, ReasonCode } from '../../shared/model/verdict.ts';
import type { Language } from './language.ts';
import { reasonsDe } from './reasons-de.ts';
import { reasonsEn } from './reasons-en.ts';
import type { Sentence } from './sentence.ts';

export interface ReasonText {
  /** What is wrong, in one sentence. */
  readonly sentence: Sentence;
  /** What stands behind it, for whoever asks why. */
  readonly why: Sentence;
}

/** One entry for each code the gate can give: a missing one fails to compile. */
export type ReasonTexts = Readonly<Record<ReasonCode, (param: (name: string) => string) => ReasonText>>;

/** Those of files and of documents, which stand in catalogues of their own. */
export type FileReasonTexts = Pick<ReasonTexts, (typeof fileReasonCodes)[number]>;
export type DocumentReasonTexts = Pick<ReasonTexts, (typeof documentReasonCodes)[number]>;

const texts: Readonly<Record<Language, ReasonTexts>> = { en: reasonsEn, de: reasonsDe };

/** A parameter the gate did not give reads as an empty text; the sentences are written to bear it. */
export function reasonText(reason: Pick<Reason, 'code' | 'params'>, language: Language): ReasonText {
  return texts[language][reason.code]((name) =>
    Object.hasOwn(reason.params, name) ? (reason.params[name] ?? '') : '',
  );
}

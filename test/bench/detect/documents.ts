import { isAtLeast, type Verdict } from '../../../shared/model/verdict.ts';
import { corpusDocuments } from '../frame/corpus-documents.ts';
import { startInspection } from '../frame/inspection.ts';

export interface DocumentFigures {
  /** Of the ordinary documents, the share that is warned of or more. */
  readonly ordinaryFlagged: number;
  /** Of the samples of features, the share whose feature is named. */
  readonly samplesNamed: number;
  /** Names of both. */
  readonly flagged: readonly string[];
  readonly notNamed: readonly string[];
}

/** What the name of a sample says that it shows, and the code that names it. */
const features: readonly (readonly [name: RegExp, code: RegExp])[] = [
  [/dde-/, /^document\.dde$/],
  [/autostart/, /^document\.macro-starts$/],
  [/embedded/, /^document\.embedded-file$/],
  [/encrypt/, /^file\.encrypted$/],
  [/\.rtf/, /^document\./],
];

export async function documentFigures(): Promise<DocumentFigures> {
  const inspection = startInspection();
  const flagged: string[] = [];
  const notNamed: string[] = [];
  const documents = corpusDocuments();
  for (const { name, bytes, isOrdinary } of documents) {
    const { verdict } = await inspection.inspect({ content: bytes, name, declaredType: null });
    if (isOrdinary && isAtLeast(verdict.level, 'warn')) flagged.push(`${name} (${verdict.reasons[0]?.code})`);
    if (!isOrdinary && !isNamed(name, verdict)) notNamed.push(name);
  }
  inspection.close();
  const ordinary = documents.filter(({ isOrdinary }) => isOrdinary).length;
  return {
    ordinaryFlagged: flagged.length / ordinary,
    samplesNamed: 1 - notNamed.length / (documents.length - ordinary),
    flagged,
    notNamed,
  };
}

function isNamed(name: string, { reasons }: Verdict): boolean {
  const feature = features.find(([pattern]) => pattern.test(name));
  if (feature === undefined) throw new Error(`nobody said what ${name} shows`);
  return reasons.some(({ code }) => feature[1].test(code));
}

import { isAtLeast, type Verdict } from '../../../shared/model/verdict.ts';
import { corpusDocuments } from '../frame/corpus-documents.ts';
import { startInspection } from '../frame/inspection.ts';

export interface DocumentFigures {
  /** Of the ordinary documents, the share that something is said against. */
  readonly ordinaryFlagged: number;
  /** The share that is held because nobody can look into it: encrypted, or broken. */
  readonly ordinaryNotInspected: number;
  /** Of the samples of features, the share whose feature is named. */
  readonly samplesNamed: number;
  readonly flagged: readonly string[];
  readonly notInspected: readonly string[];
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

/** They say nothing against a file but that it is unknown. */
const notLookedInto: ReadonlySet<string> = new Set([
  'file.encrypted',
  'file.not-inspected',
  'file.over-limit',
]);

export async function documentFigures(): Promise<DocumentFigures> {
  const inspection = startInspection();
  const flagged: string[] = [];
  const notInspected: string[] = [];
  const notNamed: string[] = [];
  const documents = corpusDocuments();
  for (const { name, bytes, isOrdinary } of documents) {
    const { verdict } = await inspection.inspect({ content: bytes, name, declaredType: null });
    const against = verdict.reasons.filter(({ level }) => isAtLeast(level, 'warn')).map(({ code }) => code);
    const said = against.find((code) => !notLookedInto.has(code));
    if (isOrdinary && said !== undefined) flagged.push(`${name} (${said})`);
    else if (isOrdinary && against.length > 0) notInspected.push(`${name} (${against[0]})`);
    if (!isOrdinary && !isNamed(name, verdict)) notNamed.push(name);
  }
  inspection.close();
  const ordinary = documents.filter(({ isOrdinary }) => isOrdinary).length;
  return {
    ordinaryFlagged: flagged.length / ordinary,
    ordinaryNotInspected: notInspected.length / ordinary,
    samplesNamed: 1 - notNamed.length / (documents.length - ordinary),
    flagged,
    notInspected,
    notNamed,
  };
}

function isNamed(name: string, { reasons }: Verdict): boolean {
  const feature = features.find(([pattern]) => pattern.test(name));
  if (feature === undefined) throw new Error(`nobody said what ${name} shows`);
  return reasons.some(({ code }) => feature[1].test(code));
}

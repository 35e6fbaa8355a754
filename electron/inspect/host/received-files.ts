import type { FilesPolicy } from '../../../shared/files-policy.ts';
import { parseBareJid } from '../../../shared/model/jid.ts';
import { allow, joinVerdicts, type Verdict, verdictOf } from '../../../shared/model/verdict.ts';
import { createGate } from '../../gate/create-gate.ts';
import { openSealed } from '../../transfer/sealed-file.ts';
import type { FileType } from '../file-types.ts';
import { codesIn } from '../images/codes-in.ts';
import { type FileToInspect, type InspectionKnowledge, inspectFile } from '../inspect-file.ts';
import { inspectors } from '../inspectors.ts';
import { cutsOf } from '../strip/cuts-of.ts';
import { textOf } from '../text/text-of.ts';
import { Unreadable } from '../unreadable.ts';
import { type Engines, loadEngines } from './engines.ts';
import {
  type FromInspector,
  type InspectionRules,
  longestPiece,
  type RulesProblem,
  type ToInspector,
  type Wanted,
} from './protocol.ts';
import { yaraRules } from './yara.ts';
import { BrokenRules } from './yara-engine.ts';

/** The files that come piece by piece, as the process itself sees them. `scanner`: what else is asked, if policy names it. */
export class ReceivedFiles {
  readonly #answer: (message: FromInspector) => void;
  readonly #scanner: (rules: InspectionRules) => Scan | null;
  readonly #engines: Promise<Engines> = loadEngines();
  #knowledge: Promise<Omit<InspectionKnowledge, 'openArchive'>> | null = null;
  #scan: Scan | null = null;
  #file: ReceivedFile | null = null;
  /** What has still to be told of the last one's words. */
  #words = '';

  constructor(answer: (message: FromInspector) => void, scanner: (rules: InspectionRules) => Scan | null) {
    this.#answer = answer;
    this.#scanner = scanner;
  }

  /** Rejects when a message comes out of its turn: the process has no reason to go on then. */
  async receive(message: ToInspector): Promise<void> {
    if (message.kind === 'rules') {
      this.#knowledge = knowledgeOf(message.rules);
      this.#scan = this.#scanner(message.rules);
    } else if (message.kind === 'check') {
      this.#answer({ kind: 'checked', problem: await problemOf(message.yaraRules) });
    } else if (message.kind === 'begin') {
      const { want, name, declaredType } = message;
      this.#file = { want, name, declaredType, pieces: [], sealed: null };
    } else if (message.kind === 'piece') {
      this.#begun().pieces.push(message.bytes);
      this.#answer({ kind: 'more' });
    } else if (message.kind === 'sealed') {
      this.#begun().sealed = message;
    } else if (message.kind === 'next') {
      this.#tellWords();
    } else await this.#answerFor(this.#begun());
  }

  async #answerFor(file: ReceivedFile): Promise<void> {
    this.#file = null;
    if (this.#knowledge === null) throw new Error('no rules yet');
    const { openArchive, readCodes } = await this.#engines;
    const knowledge = { ...(await this.#knowledge), openArchive };
    const bytes = await bytesOf(file);
    if (file.want === 'text') {
      const text = bytes === null ? null : textOf({ ...file, bytes }, knowledge);
      this.#words = text ?? '';
      if (text === null) this.#answer({ kind: 'text', text, isLast: true });
      else this.#tellWords();
    } else if (file.want === 'cuts') {
      this.#answer(
        bytes === null ? { kind: 'uncut', cause: 'failed' } : writtenCuts(bytes, file.name, knowledge),
      );
    } else if (bytes === null) {
      this.#answer({ kind: 'judged', type: 'unknown', verdict: notOpened(knowledge.files) });
    } else {
      const { type, verdict } = await this.#judged({ ...file, bytes }, knowledge, readCodes);
      const reasons = verdict.reasons.slice(0, mostReasons);
      this.#answer({ kind: 'judged', type, verdict: { level: verdict.level, reasons } });
    }
  }

  async #judged(
    file: FileToInspect,
    knowledge: InspectionKnowledge,
    readCodes: Engines['readCodes'],
  ): Promise<{ readonly type: FileType; readonly verdict: Verdict }> {
    const scanned = this.#scan?.(file.bytes);
    const { type, verdict, pictures } = inspectFile(file, knowledge);
    const codes = await codesIn(pictures, readCodes, knowledge);
    return { type, verdict: joinVerdicts([verdict, codes, (await scanned) ?? allow]) };
  }

  #tellWords(): void {
    const text = this.#words.slice(0, longestPiece);
    this.#words = this.#words.slice(longestPiece);
    this.#answer({ kind: 'text', text, isLast: this.#words === '' });
  }

  #begun(): ReceivedFile {
    if (this.#file === null) throw new Error('no file has begun');
    return this.#file;
  }
}

interface ReceivedFile {
  readonly want: Wanted;
  readonly name: string;
  readonly declaredType: string | null;
  readonly pieces: Uint8Array[];
  sealed: { readonly path: string; readonly key: Uint8Array } | null;
}

/** Null for a sealed file that is not what was sealed, or cannot be read. */
async function bytesOf({ pieces, sealed }: ReceivedFile): Promise<Uint8Array | null> {
  try {
    if (sealed !== null) for await (const piece of openSealed(sealed.path, sealed.key)) pieces.push(piece);
  } catch (error) {
    // Which of both it was makes no difference to what becomes of the file,: nobody has looked into it.
    if (error instanceof Error) return null;
    throw error;
  }
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
}

function writtenCuts(
  bytes: Uint8Array,
  name: string,
  knowledge: Pick<InspectionKnowledge, 'files' | 'now'>,
): Extract<FromInspector, { kind: 'cuts' | 'uncut' }> {
  const cuts = cutsOf(bytes, name, knowledge);
  if (typeof cuts === 'string') return { kind: 'uncut', cause: cuts };
  const written = cuts.map(({ from, to, instead, fill = null }) => ({
    from,
    to,
    instead: Buffer.from(instead).toString('hex'),
    fill,
  }));
  return { kind: 'cuts', cuts: written };
}

/** Of rules that no file is there for yet. */
async function problemOf(rules: readonly string[]): Promise<RulesProblem | null> {
  try {
    const matches = await yaraRules(rules);
    matches?.(new Uint8Array());
    return null;
  } catch (error) {
    if (error instanceof BrokenRules) return { line: error.line, says: error.says };
    const says =
      error instanceof Unreadable ? error.part : error instanceof Error ? error.name : typeof error;
    return { line: null, says };
  }
}

function notOpened({ onScannerFailure }: FilesPolicy): Verdict {
  const params = { inspector: 'process', cause: 'sealed file', where: '' };
  return verdictOf([{ code: 'file.not-inspected', level: onScannerFailure, params }]);
}

/** Never rejects: a scanner that fails holds. */
export type Scan = (bytes: Uint8Array) => Promise<Verdict>;

const mostReasons = 200;

async function knowledgeOf({
  policy,
  account,
  blocklist,
  blockedHashes,
  yaraRules: rules,
}: InspectionRules): Promise<Omit<InspectionKnowledge, 'openArchive'>> {
  const jid = parseBareJid(account);
  if (jid === null) throw new TypeError('the account is no address');
  const gate = createGate({ policy, account: jid, people: [], blocklist });
  await gate.linksReady();
  return {
    inspectors,
    files: policy.files,
    now: () => performance.now(),
    link: (url) => gate.link(url),
    blockedHashes: blockedHashes === 'unreadable' ? blockedHashes : new Set(blockedHashes),
    yara: await yaraRules(rules),
  };
}

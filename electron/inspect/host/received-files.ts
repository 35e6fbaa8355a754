import { parseBareJid } from '../../../shared/model/jid.ts';
import { joinVerdicts, type Verdict } from '../../../shared/model/verdict.ts';
import { createGate } from '../../gate/create-gate.ts';
import { codesIn } from '../images/codes-in.ts';
import { type InspectionKnowledge, inspectFile } from '../inspect-file.ts';
import { inspectors } from '../inspectors.ts';
import { type Engines, loadEngines } from './engines.ts';
import type { FromInspector, InspectionRules, ToInspector } from './protocol.ts';

/** The files that come piece by piece, as the process itself sees them. `scanner`: what else is asked, if policy names it. */
export class ReceivedFiles {
  readonly #answer: (message: FromInspector) => void;
  readonly #scanner: (rules: InspectionRules) => Scan | null;
  readonly #engines: Promise<Engines> = loadEngines();
  #knowledge: Promise<Omit<InspectionKnowledge, 'openArchive'>> | null = null;
  #scan: Scan | null = null;
  #file: {
    readonly name: string;
    readonly declaredType: string | null;
    readonly pieces: Uint8Array[];
  } | null = null;

  constructor(answer: (message: FromInspector) => void, scanner: (rules: InspectionRules) => Scan | null) {
    this.#answer = answer;
    this.#scanner = scanner;
  }

  /** Rejects when a message comes out of its turn: the process has no reason to go on then. */
  async receive(message: ToInspector): Promise<void> {
    if (message.kind === 'rules') {
      this.#knowledge = knowledgeOf(message.rules);
      this.#scan = this.#scanner(message.rules);
    } else if (message.kind === 'begin') {
      this.#file = { name: message.name, declaredType: message.declaredType, pieces: [] };
    } else if (message.kind === 'piece') {
      this.#begun().pieces.push(message.bytes);
      this.#answer({ kind: 'more' });
    } else await this.#judge();
  }

  async #judge(): Promise<void> {
    const { pieces, name, declaredType } = this.#begun();
    this.#file = null;
    if (this.#knowledge === null) throw new Error('no rules yet');
    const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    const scanned = this.#scan?.(bytes);
    const { openArchive, readCodes } = await this.#engines;
    const knowledge = { ...(await this.#knowledge), openArchive };
    const { type, verdict, pictures } = inspectFile({ bytes, name, declaredType }, knowledge);
    const codes = await codesIn(pictures, readCodes, knowledge);
    const { level, reasons } = joinVerdicts([
      verdict,
      codes,
      ...(scanned === undefined ? [] : [await scanned]),
    ]);
    this.#answer({ kind: 'judged', type, verdict: { level, reasons: reasons.slice(0, mostReasons) } });
  }

  #begun(): { readonly name: string; readonly declaredType: string | null; readonly pieces: Uint8Array[] } {
    if (this.#file === null) throw new Error('no file has begun');
    return this.#file;
  }
}

/** Never rejects: a scanner that fails holds. */
export type Scan = (bytes: Uint8Array) => Promise<Verdict>;

const mostReasons = 200;

async function knowledgeOf({
  policy,
  account,
  blocklist,
  blockedHashes,
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
  };
}

import { createHash } from 'node:crypto';
import { fileCalls } from '../../../electron/calls/file-calls.ts';
import { messageCalls } from '../../../electron/calls/message-calls.ts';
import type { OpenAccount } from '../../../electron/session/open-account.ts';
import type { FileOffer } from '../../../electron/wire/file-sharing.ts';
import type { BareJid } from '../../../shared/model/jid.ts';
import type { LeavingAnswer } from '../../../shared/model/leaving.ts';
import type { Message, MessageId } from '../../../shared/model/message.ts';
import { verdictOf } from '../../../shared/model/verdict.ts';
import { policySchema } from '../../../shared/policy.ts';
import { jid, newestPage } from '../archive/fixture.ts';
import { arrived, House, type ScriptedWire } from '../session/house.ts';

export const bob = jid('bob@corp.test');
export const paula = jid('paula@partner.test');
export const url = 'https://files.corp.test/plan.pdf';
export const plan = Buffer.from('the plan, in every detail');
export const held = verdictOf([{ code: 'file.encrypted', level: 'hold', params: { where: '' } }]);
export const warned = verdictOf([{ code: 'file.type-mismatch', level: 'warn', params: { where: '' } }]);

/** An account that is open, with the calls of the page on it. */
export class FileAccount {
  readonly house = new House();
  readonly calls = { ...fileCalls(this.house.session), ...messageCalls(this.house.session) };
  #wire: ScriptedWire | null = null;
  #count = 0;

  static async open(policy: object = {}): Promise<FileAccount> {
    const opened = new FileAccount();
    opened.house.files.rules = policySchema.parse(policy);
    opened.house.files.served.set(url, plan);
    await opened.signIn();
    return opened;
  }

  async signIn(): Promise<void> {
    this.#wire = await this.house.signIn();
    this.#wire.tell('ready', { resumed: false });
    await this.account.settled();
  }

  get wire(): ScriptedWire {
    if (this.#wire === null) throw new Error('not signed in');
    return this.#wire;
  }

  get account(): OpenAccount {
    const { current } = this.house.session;
    if (current === null) throw new Error('nobody is signed in');
    return current;
  }

  get desk() {
    return this.house.files;
  }

  /** A message with a file has come. */
  async arrives(peer: BareJid = bob, change: Partial<FileOffer> = {}): Promise<MessageId> {
    const file = {
      url,
      name: 'plan.pdf',
      size: plan.byteLength,
      mediaType: 'application/pdf',
      sha256: sha256(plan),
      ...change,
    };
    this.#count += 1;
    this.wire.tell('message', arrived(peer, this.#count, { body: file.url, file }));
    await this.account.settled();
    const message = (await this.messages(peer)).at(-1);
    if (message === undefined) throw new Error('nothing came');
    return message.id;
  }

  async messages(peer: BareJid = bob): Promise<readonly Message[]> {
    return (await this.account.archive.page(newestPage(peer))).messages;
  }

  async file(id: MessageId) {
    return (await this.account.archive.message(id))?.file ?? null;
  }

  async fetched(id: MessageId) {
    const reply = await this.calls['files.fetch']({ id });
    if (!reply.ok) throw new Error(`not fetched: ${reply.error}`);
    await this.account.files.idle();
    return this.file(id);
  }

  /** A draft with all of its bytes. */
  async draft(name = 'plan.pdf', bytes: Uint8Array = plan, peer: BareJid = bob): Promise<string> {
    const begun = await this.calls['files.begin']({ peer, name, size: bytes.byteLength, mediaType: '' });
    if (!begun.ok) throw new Error(begun.error);
    const { draft } = begun.value;
    const added = await this.calls['files.add']({ draft, bytes: new Uint8Array(bytes) });
    if (!added.ok) throw new Error(added.error);
    return draft;
  }

  send(draft: string, text = '', answer: LeavingAnswer | null = null) {
    return this.calls['files.send']({ draft, text, answer });
  }

  /** What was sent, once all that could be done is done. */
  async sent(draft: string, text = ''): Promise<Message> {
    const reply = await this.send(draft, text);
    if (!reply.ok || reply.value.outcome !== 'done') throw new Error(`not sent: ${JSON.stringify(reply)}`);
    await this.idle();
    const message = await this.account.archive.message(reply.value.value.id);
    if (message === null) throw new Error('it is gone');
    return message;
  }

  async idle(): Promise<void> {
    await this.account.files.idle();
    await this.account.outbound.idle();
  }

  /** Of files, in order. */
  onRecord(): readonly string[] {
    return this.house.record.facts().flatMap((facts) => (facts.kind === 'file' ? [facts.step] : []));
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

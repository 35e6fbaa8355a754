import { Peer } from '../../server/peer.ts';
import type { Prosody } from '../../server/prosody.ts';
import { Desk, type Drawer } from './desk.ts';

const password = 'correct horse';

/** Who is logged in during one test; all leave after it. */
export class Scene {
  readonly #prosody: Prosody;
  readonly #open: (Desk | Peer)[] = [];

  constructor(prosody: Prosody, accounts: readonly string[]) {
    this.#prosody = prosody;
    for (const account of accounts) prosody.addAccount(account, password);
  }

  /** The product, online and ready. */
  async desk(account: string, drawer?: Drawer): Promise<Desk> {
    return (await this.opening(account, drawer)).ready();
  }

  /** The product, on its way there. */
  async opening(account: string, drawer?: Drawer): Promise<Desk> {
    const desk = await Desk.open(this.#prosody, { account, ...(drawer && { drawer }) });
    this.#open.push(desk);
    return desk;
  }

  /** Somebody who says what no client of ours would. */
  async peer(jid: string, resource?: string): Promise<Peer> {
    const peer = await Peer.login(this.#prosody, { jid, password, ...(resource && { resource }) });
    this.#open.push(peer);
    // Only who asked for his roster is told about it and about requests (RFC 6121 section 2.1.6).
    await peer.request('get', `<query xmlns='jabber:iq:roster'/>`);
    return peer;
  }

  async clear(): Promise<void> {
    await Promise.all(
      this.#open.splice(0).map((each) => (each instanceof Desk ? each.close() : each.logOut())),
    );
  }
}

import { randomUUID } from 'node:crypto';
import { Peer } from '../../server/peer.ts';
import type { ArchivedMessage } from '../../server/peer-archive.ts';
import type { Prosody } from '../../server/prosody.ts';

/** Somebody on the other side who keeps what he wrote until the server has it, and looks there before he says it again. */
export class EnduringPeer {
  readonly #server: Prosody;
  readonly #account: { readonly jid: string; readonly password: string };
  #unconfirmed: { readonly id: string; readonly to: string; readonly body: string }[] = [];
  #peer: Peer | null = null;
  #unsent = 0;

  constructor(server: Prosody, account: { readonly jid: string; readonly password: string }) {
    this.#server = server;
    this.#account = account;
  }

  /** Also after the server was killed. */
  async comeBack(): Promise<void> {
    this.#peer?.drop();
    this.#peer = await Peer.login(this.#server, this.#account);
    if (this.#unconfirmed.length === 0) return;
    const known = new Set((await this.#peer.archive()).map(({ id }) => id));
    this.#unconfirmed = this.#unconfirmed.filter(({ id }) => !known.has(id));
    this.#unsent = 0;
    await this.flush();
  }

  write(to: string, body: string): void {
    this.#unconfirmed.push({ id: randomUUID(), to, body });
  }

  /** Resolves when the server has what was written before; rejects when it is gone. */
  async flush(): Promise<void> {
    const peer = this.#peer;
    if (peer === null) return;
    const count = this.#unconfirmed.length;
    for (const { id, to, body } of this.#unconfirmed.slice(this.#unsent, count)) {
      peer.sendMessage(to, body, { id, wantsReceipt: true });
    }
    this.#unsent = count;
    await peer.settle();
    this.#unconfirmed.splice(0, count);
    this.#unsent -= count;
  }

  drop(): void {
    this.#peer?.drop();
    this.#peer = null;
  }
}

/** What the server's archive holds for an account. */
export async function serverArchive(
  server: Prosody,
  account: { readonly jid: string; readonly password: string },
): Promise<ArchivedMessage[]> {
  const reader = await Peer.login(server, { ...account, isPresent: false });
  const archive = await reader.archive();
  await reader.logOut();
  return archive;
}

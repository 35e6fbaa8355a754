import { defaultTiming } from '../../../electron/wire/connection/timing.ts';
import type { WireMessage } from '../../../electron/wire/wire.ts';
import type { Message } from '../../../shared/model/message.ts';
import { CuttableLink } from '../../server/cuttable-link.ts';
import type { Prosody } from '../../server/prosody.ts';
import { Desk, jid } from '../session/desk.ts';

/** Short enough for hundreds of cuts, long enough for a busy machine. */
const hurried = {
  ...defaultTiming,
  connect: 3000,
  encrypt: 3000,
  answer: 3000,
  idle: 1500,
  probe: 1500,
  urgentProbe: 1000,
  retry: 20,
  settled: 100,
};

/** One client of ours, whole but for the window, behind a link that breaks. */
export class EnduringDesk {
  readonly account: string;
  readonly link: CuttableLink;
  /** What was told, each once. */
  readonly heard = new Set<string>();
  readonly broken: string[] = [];
  readonly #desk: Desk;
  readonly #onTold: () => void;
  readonly #sent = new Set<string>();
  readonly #written: Promise<Message>[] = [];
  resumed = 0;
  renewed = 0;

  static async open(
    server: Prosody,
    account: { readonly jid: string; readonly password: string },
    onTold: () => void,
  ): Promise<EnduringDesk> {
    const link = new CuttableLink(server.directTlsPort);
    await link.open();
    const address = { host: server.host, port: link.port, tls: 'direct' };
    // Nothing breaks the first login, which may take its time.
    const { connect, encrypt, answer } = defaultTiming;
    const timing = { ...hurried, connect, encrypt, answer };
    const desk = new Desk(server, { server: address }, { timing });
    const enduring = new EnduringDesk(desk, account.jid, link, onTold);
    const signedIn = await desk.session.signIn(account.jid, account.password, false);
    if (!signedIn.ok) throw new Error(`${account.jid} was not let in`);
    Object.assign(timing, hurried);
    enduring.#listen();
    return enduring;
  }

  private constructor(desk: Desk, account: string, link: CuttableLink, onTold: () => void) {
    this.#desk = desk;
    this.account = account;
    this.link = link;
    this.#onTold = onTold;
  }

  get isOnline(): boolean {
    return this.#desk.session.snapshot.connection.kind === 'online';
  }

  /** Some of what was written is not confirmed by the server. */
  get isWaiting(): boolean {
    return this.#sent.size < this.#written.length;
  }

  get state(): string {
    const { connection } = this.#desk.session.snapshot;
    return `${this.account} ${JSON.stringify(connection)}, ${this.heard.size} heard, ${this.#sent.size} of ${this.#written.length} sent`;
  }

  write(to: string, body: string): void {
    this.#written.push(this.#desk.account.outbound.write(jid(to), body));
  }

  /** As when the machine wakes up. */
  tryNow(): void {
    this.#desk.session.reconnect();
  }

  /** The conversation as it is shown, oldest first. */
  async conversation(peer: string): Promise<Message[]> {
    const messages: Message[] = [];
    for (let hasOlder = true; hasOlder; ) {
      const [first] = messages;
      const before = first === undefined ? null : { at: first.at, position: first.position };
      const query = { peer: jid(peer), before, after: null, around: null, limit: 200 };
      const page = await this.#desk.account.archive.page(query);
      messages.unshift(...page.messages);
      hasOlder = page.hasOlder;
    }
    return messages;
  }

  /** Resolves when all that arrived is stored and all that was written is known. */
  async settled(): Promise<void> {
    await Promise.all(this.#written);
    await this.#desk.account.settled();
    await this.#desk.account.outbound.idle();
  }

  async close(): Promise<void> {
    await this.#desk.close();
    await this.link.close();
  }

  #listen(): void {
    const { wire } = this.#desk.account;
    wire.on('message', ({ direction, body }: WireMessage) => {
      if (direction === 'in') this.heard.add(body);
      this.#onTold();
    });
    // A receipt says it as well, and may be all that comes.
    for (const event of ['sent', 'delivered'] as const) {
      wire.on(event, ({ id }) => {
        this.#sent.add(id);
        this.#onTold();
      });
    }
    wire.on('ready', ({ resumed }) => {
      if (resumed) this.resumed += 1;
      else this.renewed += 1;
      this.#onTold();
    });
    wire.on('state', () => this.#onTold());
    wire.on('violation', ({ rule, detail }) => this.broken.push(`${rule} ${detail.slice(0, 200)}`));
  }
}

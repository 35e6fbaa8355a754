import { randomUUID } from 'node:crypto';
import { createWire } from '../../../electron/wire/client.ts';
import { systemClock } from '../../../electron/wire/connection/clock.ts';
import { systemEnvironment } from '../../../electron/wire/connection/environment.ts';
import { XmppConnection } from '../../../electron/wire/connection/xmpp-connection.ts';
import type { RosterItem, Wire, WireEvents, WireMessage } from '../../../electron/wire/wire.ts';
import { type BareJid, parseBareJid } from '../../../shared/model/jid.ts';
import type { Prosody } from '../../server/prosody.ts';
import { openBorder, rulesFor } from '../../server/server-rules.ts';
import { Cable } from './cable.ts';

export function bare(text: string): BareJid {
  const jid = parseBareJid(text);
  if (jid === null) throw new Error(`no address: ${text}`);
  return jid;
}

/** What stays when the program ends: messages, as the archive keeps them, and what has not been sent. */
export class Drawer {
  readonly messages: WireMessage[] = [];
  readonly unsent = new Map<string, { to: BareJid; body: string }>();

  get lastArchiveId(): string | null {
    return this.messages.findLast(({ archiveId }) => archiveId !== null)?.archiveId ?? null;
  }

  get bodies(): string[] {
    return this.messages.map(({ body }) => body);
  }

  /** False for one that is there already: the same archive id, or the same sender's same id. */
  keep(message: WireMessage): boolean {
    const known = this.messages.findIndex(
      ({ archiveId, stanzaId, peer, direction }) =>
        (archiveId !== null && archiveId === message.archiveId) ||
        (stanzaId !== '' &&
          stanzaId === message.stanzaId &&
          peer === message.peer &&
          direction === message.direction),
    );
    if (known === -1) this.messages.push(message);
    else this.messages[known] = message;
    return known === -1;
  }
}

/** Longer than anything here takes on a busy machine. */
const patience = 60_000;

export interface DeskOptions {
  readonly account: string;
  readonly password?: string;
  readonly drawer?: Drawer;
}

/** Somebody at the product's wire, with a real connection, and with the little around it that keeps and sends messages. */
export class Desk {
  readonly wire: Wire;
  readonly cable: Cable;
  readonly drawer: Drawer;
  /** Everything told, in order. */
  readonly told: { readonly event: keyof WireEvents; readonly news: unknown }[] = [];
  /** Messages as they were told, also the same one twice. */
  readonly heard: WireMessage[] = [];
  readonly #waiting = new Set<() => void>();
  #isReady = false;

  static async open(prosody: Prosody, options: DeskOptions): Promise<Desk> {
    const cable = await Cable.to({ host: prosody.host, port: prosody.directTlsPort });
    const desk = new Desk(prosody, cable, options);
    desk.wire.start();
    return desk;
  }

  private constructor(prosody: Prosody, cable: Cable, { account, password, drawer }: DeskOptions) {
    this.cable = cable;
    this.drawer = drawer ?? new Drawer();
    this.wire = createWire(
      {
        account: bare(account),
        password: password ?? 'correct horse',
        ...rulesFor({ host: prosody.host, port: cable.port, tls: 'direct' }, prosody.ca),
        version: '1.2.3',
        border: openBorder,
      },
      { lastArchiveId: async () => this.drawer.lastArchiveId },
      {
        connect: (options) => new XmppConnection(options, { ...systemEnvironment(), hasNetwork: () => true }),
        clock: systemClock,
      },
    );
    this.#listen('message', (message) => {
      this.heard.push(message);
      this.drawer.keep(message);
    });
    this.#listen('sent', ({ id }) => this.drawer.unsent.delete(id));
    this.#listen('ready', ({ resumed }) => {
      this.#isReady = true;
      // After a resumed session what is on its way is replayed; after a new one what was not found is sent again.
      for (const [id, { to, body }] of resumed ? [] : [...this.drawer.unsent])
        this.wire.send({ id, to, body });
    });
    this.#listen('state', ({ kind }) => {
      if (kind !== 'online') this.#isReady = false;
    });
    for (const event of [
      'delivered',
      'failed',
      'roster',
      'presence',
      'composing',
      'asking',
      'blocked',
      'violation',
    ] as const) {
      this.#listen(event, () => {});
    }
  }

  /** Writes a message; it is sent now, or when there is a stream again. */
  write(to: BareJid | string, body: string): string {
    const id = randomUUID();
    const message = { to: bare(to), body };
    this.drawer.unsent.set(id, message);
    if (this.#isReady) this.wire.send({ id, ...message });
    return id;
  }

  /** Resolves as soon as it holds; looked at whenever the wire says something. Rejects with what it said instead. */
  async until(holds: () => boolean): Promise<void> {
    const deadline = setTimeout(() => this.#wake(), patience);
    const end = Date.now() + patience;
    while (!holds()) {
      if (Date.now() >= end) throw new Error(`in vain; told:\n${this.#lastTold()}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    clearTimeout(deadline);
  }

  async ready(times = 1): Promise<this> {
    await this.until(() => this.count('ready') >= times);
    return this;
  }

  /** Resolves when something like it was told. */
  async hears<E extends keyof WireEvents>(
    event: E,
    like: (news: WireEvents[E][0]) => boolean,
  ): Promise<void> {
    await this.until(() => this.all(event).some(like));
  }

  async hearsBody(body: string): Promise<WireMessage> {
    await this.until(() => this.heard.some((message) => message.body === body));
    const message = this.heard.find((heard) => heard.body === body);
    if (message === undefined) throw new Error('unreachable');
    return message;
  }

  all<E extends keyof WireEvents>(event: E): WireEvents[E][0][] {
    return this.told.flatMap((entry) => (isOf(entry, event) ? [entry.news] : []));
  }

  /** What was told of one kind since the last of another. */
  since<E extends keyof WireEvents>(start: keyof WireEvents, event: E): WireEvents[E][0][] {
    const begin = this.told.findLastIndex((told) => told.event === start);
    return this.told.slice(begin + 1).flatMap((entry) => (isOf(entry, event) ? [entry.news] : []));
  }

  count(event: keyof WireEvents): number {
    return this.all(event).length;
  }

  contact(jid: string): RosterItem | undefined {
    return this.all('roster')
      .flatMap(({ changed }) => changed)
      .findLast((item) => item.jid === jid);
  }

  async close(): Promise<void> {
    await this.wire.stop();
    await this.cable.close();
  }

  #listen<E extends keyof WireEvents>(event: E, listener: (...args: WireEvents[E]) => void): void {
    this.wire.on(event, (...args) => {
      this.told.push({ event, news: args[0] });
      listener(...args);
      this.#wake();
    });
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  #lastTold(): string {
    return this.told
      .slice(-10)
      .map(({ event, news }) => `${event} ${JSON.stringify(news)}`)
      .join('\n');
  }
}

function isOf<E extends keyof WireEvents>(
  told: { event: keyof WireEvents; news: unknown },
  event: E,
): told is { event: E; news: WireEvents[E][0] } {
  return told.event === event;
}

// Somebody's Gatehouse without its window in a process of its own, so that what is measured is it alone. Started by measured-desk.ts.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serialize } from 'node:v8';
import type { EventName } from '../../../shared/ipc/events.ts';
import { events } from '../../../shared/ipc/events.ts';
import type { Message } from '../../../shared/model/message.ts';
import { Desk } from '../session/desk.ts';
import type { Answer, DeskFigures, Question } from './desk-protocol.ts';

class MeasuredDesk extends Desk {
  readonly published: Record<string, number> = {};
  readonly announcedBy: Record<string, number> = {};
  readonly #delay = monitorEventLoopDelay({ resolution: 1 });
  #awaited: { readonly bodies: Set<string>; readonly resolve: () => void } | null = null;

  /** Checked and copied as on the way to a window, and not kept. */
  protected override publish(name: EventName, payload: unknown): void {
    const parsed = events[name].parse(payload);
    serialize(parsed);
    this.published[name] = (this.published[name] ?? 0) + 1;
    if (name === 'messages.changed') this.#shown(events[name].parse(parsed).changed);
    if (name === 'requests.changed')
      for (const { messages } of events[name].parse(parsed).changed) this.#shown(messages);
  }

  protected override announce({ peer }: Message): void {
    this.announcedBy[peer] = (this.announcedBy[peer] ?? 0) + 1;
  }

  /** Resolves when messages with all these texts were shown. */
  see(bodies: readonly string[]): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited = { bodies: new Set(bodies), resolve };
    });
  }

  beginMeasuring(): void {
    this.#delay.reset();
    this.#delay.enable();
  }

  async figures(): Promise<DeskFigures> {
    this.#delay.disable();
    const conversations = await this.account.archive.conversations();
    const messages = conversations.reduce((sum, { unread }) => sum + unread, 0);
    globalThis.gc?.();
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return {
      delayP99Ms: this.#delay.percentile(99) / 1e6,
      delayMaxMs: this.#delay.max / 1e6,
      rss,
      heapUsed,
      messages,
      published: this.published,
      announcedBy: this.announcedBy,
    };
  }

  #shown(changed: readonly Message[]): void {
    for (const { body } of changed) this.#awaited?.bodies.delete(body);
    if (this.#awaited?.bodies.size === 0) this.#awaited.resolve();
  }
}

let desk: MeasuredDesk | null = null;

process.on('message', (question: Question) => {
  void answer(question).then(
    (value) => process.send?.({ ok: true, value } satisfies Answer),
    (error: unknown) => process.send?.({ ok: false, error: String(error) } satisfies Answer),
  );
});
process.on('disconnect', () => process.exit());

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'sign-in') desk ??= new MeasuredDesk(question.server, question.policy);
  if (desk === null) throw new Error('nobody is signed in');
  switch (question.ask) {
    case 'sign-in':
      return desk.session.signIn(question.jid, question.password, false);
    case 'see':
      return desk.see(question.bodies);
    case 'leave':
      return desk.account.wire.stop();
    case 'catch-up':
      return catchUp(desk, question.body);
    case 'begin':
      return desk.beginMeasuring();
    case 'figures':
      return desk.figures();
    case 'close':
      return desk.close();
  }
}

async function catchUp(desk: MeasuredDesk, body: string): Promise<number> {
  const begin = performance.now();
  const seen = desk.see([body]);
  desk.account.wire.start();
  await seen;
  return performance.now() - begin;
}

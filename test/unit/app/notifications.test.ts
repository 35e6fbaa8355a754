import { EventEmitter } from 'node:events';
import type { Notification, NotificationConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { type News, Notifications } from '../../../electron/app/notifications.ts';
import { en } from '../../../electron/text/en.ts';
import { parseBareJid } from '../../../shared/model/jid.ts';
import type { Settings } from '../../../shared/model/settings.ts';

const bea = parseBareJid('bea@corp.test');
if (bea === null) throw new Error('not an address');
const news: News = {
  peer: bea,
  name: 'Bea',
  isStranger: false,
  body: 'Lunch at noon?',
  file: null,
  level: 'allow',
};

class FakeNotification extends EventEmitter {
  readonly options: NotificationConstructorOptions;
  state: 'made' | 'shown' | 'closed' = 'made';

  constructor(options: NotificationConstructorOptions) {
    super();
    this.options = options;
  }

  show(): void {
    this.state = 'shown';
  }

  close(): void {
    this.state = 'closed';
  }
}

function setUp(
  mode: Settings['notifications'],
  { platform = 'win32', isWatched = false }: { platform?: NodeJS.Platform; isWatched?: boolean } = {},
) {
  const made: FakeNotification[] = [];
  const shown: string[] = [];
  const notifications = new Notifications({
    create: (options) => {
      const notification = new FakeNotification(options);
      made.push(notification);
      return notification as unknown as Notification;
    },
    platform,
    isWatched: () => isWatched,
    mode: () => mode,
    text: () => en.notifications,
    show: (peer) => shown.push(peer),
  });
  return { notifications, made, shown };
}

describe('a notification', () => {
  it('says no more than the user chose', () => {
    const full = setUp('full');
    full.notifications.announce(news);
    expect(full.made[0]?.options).toEqual({ title: 'Bea', body: 'Lunch at noon?' });
    const name = setUp('name');
    name.notifications.announce(news);
    expect(name.made[0]?.options).toEqual({ title: 'Gatehouse', body: 'New message from Bea' });
    const off = setUp('off');
    off.notifications.announce(news);
    expect(off.made).toEqual([]);
  });

  it('is never made for a stranger, nor for a window somebody looks at', () => {
    const { notifications, made } = setUp('full');
    notifications.announce({ ...news, isStranger: true });
    const watched = setUp('full', { isWatched: true });
    watched.notifications.announce(news);
    expect([...made, ...watched.made]).toEqual([]);
  });

  it('does not carry the text of a message that is held', () => {
    for (const mode of ['full', 'name'] as const) {
      const { notifications, made } = setUp(mode);
      notifications.announce({ ...news, level: 'hold', body: 'Open http://evil.example' });
      expect(made[0]?.options.body).toBe(en.notifications.held);
    }
  });

  it('says that there is a file, by the whole of its name', () => {
    const { notifications, made } = setUp('full');
    const file = `${'x'.repeat(240)}.pdf.exe`;
    notifications.announce({ ...news, body: '', file });
    notifications.announce({ ...news, file: 'plan.pdf' });
    expect(made.map(({ options }) => options.body)).toEqual([
      en.notifications.file(file),
      `${en.notifications.file('plan.pdf')}\nLunch at noon?`,
    ]);
    const name = setUp('name');
    name.notifications.announce({ ...news, file });
    expect(name.made[0]?.options.body).toBe('New message from Bea');
  });

  it('makes neither links nor pictures of a message where the body is markup', () => {
    const { notifications, made } = setUp('full', { platform: 'linux' });
    notifications.announce({ ...news, body: '<a href="file:///x">R&D</a><img src="http://evil/x">' });
    expect(made[0]?.options.body).toBe(
      '&lt;a href="file:///x"&gt;R&amp;D&lt;/a&gt;&lt;img src="http://evil/x"&gt;',
    );
  });

  it('keeps to one line what could reorder or hide text', () => {
    const { notifications, made } = setUp('full');
    notifications.announce({ ...news, name: 'Bea\u202e\nSecurity', body: `${'x'.repeat(500)}` });
    expect(made[0]?.options.title).toBe('Bea Security');
    expect(made[0]?.options.body).toHaveLength(200);
  });

  it('leads to its conversation, and gives way to the next one of the same person', () => {
    const { notifications, made, shown } = setUp('name');
    notifications.announce(news);
    notifications.announce(news);
    expect(made.map(({ state }) => state)).toEqual(['closed', 'shown']);
    made[1]?.emit('click');
    expect(shown).toEqual(['bea@corp.test']);
  });
});

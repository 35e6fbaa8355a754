import type { Notification, NotificationConstructorOptions } from 'electron';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { longestFileName } from '../../shared/model/shared-file.ts';
import { isAtLeast, type VerdictLevel } from '../../shared/model/verdict.ts';
import type { MainText } from '../text/en.ts';

/** A new message, as much of it as an announcement may need. */
export interface News {
  readonly peer: BareJid;
  readonly name: string;
  /** First contact that nobody accepted. */
  readonly isStranger: boolean;
  readonly body: string;
  /** The name of a file that nobody has looked at yet. */
  readonly file: string | null;
  readonly level: VerdictLevel;
}

interface NotificationParts {
  readonly create: (options: NotificationConstructorOptions) => Notification;
  readonly platform: NodeJS.Platform;
  readonly isWatched: () => boolean;
  readonly mode: () => Settings['notifications'];
  readonly text: () => MainText['notifications'];
  readonly show: (peer: BareJid) => void;
}

const longest = 200;
// Controls and what reorders or hides text: a name must not be able to rewrite the line it stands in.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]+/gu;

/** Announces messages outside of the window, with no more text than the user chose. Strangers are never announced. */
export class Notifications {
  readonly #parts: NotificationParts;
  // Electron drops a notification that nobody holds, and its click with it.
  readonly #shown = new Map<BareJid, Notification>();

  constructor(parts: NotificationParts) {
    this.#parts = parts;
  }

  announce(news: News): void {
    const mode = this.#parts.mode();
    if (mode === 'off' || news.isStranger || this.#parts.isWatched()) return;
    this.#shown.get(news.peer)?.close();
    const notification = this.#parts.create(this.#optionsFor(news, mode));
    this.#shown.set(news.peer, notification);
    const forget = (): void => {
      if (this.#shown.get(news.peer) === notification) this.#shown.delete(news.peer);
    };
    notification.on('click', () => {
      forget();
      this.#parts.show(news.peer);
    });
    notification.on('close', forget);
    notification.show();
  }

  #optionsFor(news: News, mode: 'full' | 'name'): NotificationConstructorOptions {
    const text = this.#parts.text();
    const name = readable(news.name);
    if (isAtLeast(news.level, 'hold')) return { title: name, body: text.held };
    if (mode === 'name') return { title: 'Gatehouse', body: this.#body(text.newMessageFrom(name)) };
    const file = news.file === null ? [] : [text.file(readable(news.file, longestFileName))];
    const words = news.body === '' ? [] : [readable(news.body)];
    return { title: name, body: this.#body([...file, ...words].join('\n')) };
  }

  /** On Linux the body is markup (Desktop Notifications 1.2, "Markup"): a message must not make a link or a picture of itself. */
  #body(words: string): string {
    if (this.#parts.platform !== 'linux') return words;
    return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }
}

function readable(words: string, most = longest): string {
  return words.slice(0, most).replace(unseen, ' ').trim();
}

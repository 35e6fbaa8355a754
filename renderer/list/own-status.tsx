import { Keyboard, LogOut, Settings, ShieldCheck } from 'lucide-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { type BareJid, localOf } from '../../shared/model/jid.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Popover } from '../parts/popover.tsx';
import { Revealed } from '../parts/revealed.tsx';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { withCommand } from '../services/follow-main.ts';
import { useModel, useServices } from '../services/use-services.ts';
import type { Overlay } from '../store/state.ts';
import { useText } from '../text/use-text.ts';
import styles from './own-status.module.css';

const css = classNames(styles);

/** Oneself, and the menu behind it. */
export function OwnStatus({ isCollapsed }: { isCollapsed: boolean }): ReactNode {
  const { text } = useText();
  const session = useModel((state) => state.session);
  const account = session?.account ?? null;
  const name = useModel((state) =>
    ownName(account, account === null ? undefined : state.people.get(account)?.name),
  );
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  if (session === null || account === null) return null;
  const availability = session.connection.kind === 'online' ? session.availability : 'offline';
  const words = text.presence[availability];
  return (
    <>
      <button
        ref={button}
        type="button"
        className={css('own', isCollapsed && 'collapsed')}
        aria-haspopup="dialog"
        aria-expanded={at !== null}
        title={account}
        onClick={() => {
          const box = button.current?.getBoundingClientRect();
          setAt({ x: box?.left ?? 0, y: (box?.bottom ?? 0) + 4 });
        }}
      >
        <Avatar name={name} place="inside" availability={availability} />
        {isCollapsed ? <VisuallyHidden>{`${name}, ${words}`}</VisuallyHidden> : null}
        <span className={css('words')}>
          <span className={css('name')}>
            <Revealed text={name} kind="exact" isOneLine />
          </span>
          <span className={css('status')}>
            {session.statusText === '' || availability === 'offline'
              ? words
              : `${words} · ${session.statusText}`}
          </span>
        </span>
        <VisuallyHidden>{` ${text.presence.changeStatus}`}</VisuallyHidden>
      </button>
      {at === null ? null : (
        <Popover at={at} role="dialog" label={text.list.menu} onClose={() => setAt(null)}>
          <StatusMenu session={session} onClose={() => setAt(null)} />
        </Popover>
      )}
    </>
  );
}

const choices = ['available', 'away', 'busy'] as const;

function StatusMenu({ session, onClose }: { session: SessionSnapshot; onClose: () => void }): ReactNode {
  const { text } = useText();
  const { session: actions, store } = useServices();
  const [statusText, setStatusText] = useState(session.statusText);

  const saveText = (event: FormEvent): void => {
    event.preventDefault();
    const { availability } = session;
    void actions.setPresence({
      availability: availability === 'offline' ? 'available' : availability,
      statusText: statusText.trim(),
    });
    onClose();
  };
  const show = (overlay: Overlay): void => {
    onClose();
    store.update((state) => ({ ...state, overlay }));
  };

  return (
    <>
      <fieldset className={css('choices')}>
        <legend>{session.account}</legend>
        {choices.map((availability) => (
          <label key={availability} className={css('choice')}>
            <input
              type="radio"
              name="availability"
              checked={session.availability === availability}
              data-autofocus={session.availability === availability ? '' : undefined}
              onChange={() => void actions.setPresence({ availability, statusText: session.statusText })}
            />
            {text.presence[availability]}
          </label>
        ))}
      </fieldset>
      <form className={css('textRow')} onSubmit={saveText}>
        <input
          value={statusText}
          aria-label={text.presence.statusText}
          placeholder={text.presence.statusPlaceholder}
          maxLength={500}
          onChange={(event) => setStatusText(event.target.value)}
        />
        <Button type="submit" isSmall>
          {text.presence.saveStatus}
        </Button>
      </form>
      <hr className={css('rule')} />
      <button
        type="button"
        className={css('entry')}
        onClick={() => {
          onClose();
          store.update((state) => withCommand(state, 'security'));
        }}
      >
        <ShieldCheck size={16} strokeWidth={1.8} aria-hidden="true" />
        {text.security.title}
      </button>
      <button type="button" className={css('entry')} onClick={() => show('settings')}>
        <Settings size={16} strokeWidth={1.8} aria-hidden="true" />
        {text.list.settings}
      </button>
      <button type="button" className={css('entry')} onClick={() => show('shortcuts')}>
        <Keyboard size={16} strokeWidth={1.8} aria-hidden="true" />
        {text.list.shortcuts}
      </button>
      <button
        type="button"
        className={css('entry')}
        onClick={() => {
          onClose();
          void actions.signOut(false);
        }}
      >
        <LogOut size={16} strokeWidth={1.8} aria-hidden="true" />
        {text.settings.signOut}
      </button>
    </>
  );
}

function ownName(account: BareJid | null, rosterName: string | undefined): string {
  if (rosterName !== undefined) return rosterName;
  return account === null ? '' : (localOf(account) ?? account);
}

import { Inbox, Lock, LockOpen, PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { ConnectionState } from '../../shared/model/connection.ts';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { KeyHint } from '../parts/key-hint.tsx';
import { commandKeyName, isMac } from '../parts/platform.ts';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { countWaiting } from '../store/requests.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { useText } from '../text/use-text.ts';
import { ConversationsPanel } from './conversations-panel.tsx';
import styles from './list-column.module.css';
import { OwnStatus } from './own-status.tsx';
import { PeoplePanel } from './people-panel.tsx';

const css = classNames(styles);

/** The first column: oneself, search, requests, and either the conversations or the people to begin one with. */
export function ListColumn({ isCollapsed }: { isCollapsed: boolean }): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const column = useModel((state) => state.column);
  const nav = useRef<HTMLElement>(null);
  useBackInList(nav);
  return (
    <nav
      ref={nav}
      className={css('column', isCollapsed && 'collapsed')}
      aria-label={text.list.region}
      data-column="list"
    >
      <div className={css('top')}>
        <OwnStatus isCollapsed={isCollapsed} />
        <button
          type="button"
          className={css('search')}
          title={text.list.searchHint}
          aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
          onClick={() => store.update((state) => ({ ...state, overlay: 'switcher' }))}
        >
          <Search size={15} strokeWidth={1.9} aria-hidden="true" />
          {isCollapsed ? (
            <VisuallyHidden>{text.list.search}</VisuallyHidden>
          ) : (
            <span>{text.list.search}</span>
          )}
          {isCollapsed ? null : (
            <span aria-hidden="true">
              <KeyHint keys={[`${commandKeyName(text.shortcuts.keys)} K`]} />
            </span>
          )}
        </button>
        <RequestsEntry isCollapsed={isCollapsed} />
      </div>
      {column === 'people' && !isCollapsed ? (
        <PeoplePanel />
      ) : (
        <ConversationsPanel isCollapsed={isCollapsed} />
      )}
      <ColumnFoot isCollapsed={isCollapsed} />
    </nav>
  );
}

/** Whoever goes back to the conversations, from the people or from where one column is all there is, goes on in their list. */
function useBackInList(nav: RefObject<HTMLElement | null>): void {
  const place = useModel((state) => (state.column === 'people' ? 'people' : state.main.kind));
  const before = useRef(place);
  useEffect(() => {
    const isBack = before.current !== place && (before.current === 'people' || place === 'nothing');
    before.current = place;
    if (!isBack || document.activeElement !== document.body) return;
    const { current: column } = nav;
    const line = column?.querySelector<HTMLElement>('[role="list"] [tabindex="0"]');
    (line ?? column?.querySelector('button'))?.focus();
  }, [nav, place]);
}

function RequestsEntry({ isCollapsed }: { isCollapsed: boolean }): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const count = useModel(countWaiting);
  const isCurrent = useModel((state) => state.main.kind === 'requests');
  return (
    <button
      type="button"
      className={css('requests')}
      aria-current={isCurrent}
      title={text.list.requests}
      onClick={() => store.update((state) => ({ ...state, main: { kind: 'requests' }, aside: 'none' }))}
    >
      <Inbox size={16} strokeWidth={1.8} aria-hidden="true" />
      {isCollapsed ? (
        <VisuallyHidden>{text.list.requests}</VisuallyHidden>
      ) : (
        <span>{text.list.requests}</span>
      )}
      {count === 0 ? null : (
        <>
          <span className={css('count')} aria-hidden="true">
            {count}
          </span>
          <VisuallyHidden>{text.list.requestsCount(count)}</VisuallyHidden>
        </>
      )}
    </button>
  );
}

function ColumnFoot({ isCollapsed }: { isCollapsed: boolean }): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const connection = useModel((state) => state.session?.connection);
  const isOnline = connection?.kind === 'online';
  const Icon = isOnline ? Lock : LockOpen;
  return (
    <footer className={css('foot')}>
      <Icon size={13} strokeWidth={1.9} aria-hidden="true" />
      <span title={isOnline ? text.list.encryptedDetail(connection.tls, connection.sasl) : undefined}>
        {connectionWords(connection, text)}
      </span>
      <IconButton
        icon={isCollapsed ? PanelLeftOpen : PanelLeftClose}
        label={isCollapsed ? text.list.expand : text.list.collapse}
        onClick={() => store.update((state) => ({ ...state, isListCollapsed: !state.isListCollapsed }))}
      />
    </footer>
  );
}

function connectionWords(connection: ConnectionState | undefined, { list }: Catalogue): string {
  if (connection?.kind === 'online') return list.encrypted;
  return connection?.kind === 'connecting' ? list.connecting : list.notConnected;
}

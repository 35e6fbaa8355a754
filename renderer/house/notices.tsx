import type { ReactNode } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Panel } from '../parts/panel.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './notices.module.css';

const css = classNames(styles);

type Notice = SessionSnapshot['notices'][number];

interface Props {
  readonly session: SessionSnapshot;
  /** Said elsewhere on the same screen. */
  readonly except?: Notice;
}

/** What the user must be told once; gone when dismissed. */
export function Notices({ session, except }: Props): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const dismissed = useModel((state) => state.dismissedNotices);
  const notices = session.notices.filter((notice) => !dismissed.has(notice) && notice !== except);
  if (notices.length === 0) return null;
  return (
    <ul className={css('list')}>
      {notices.map((notice) => (
        <li key={notice}>
          <Panel signal="warn" role="status">
            {text.notices[notice]}{' '}
            <LinkButton
              isInherited
              onClick={() =>
                store.update((state) => ({
                  ...state,
                  dismissedNotices: new Set([...state.dismissedNotices, notice]),
                }))
              }
            >
              {text.app.dismiss}
            </LinkButton>
          </Panel>
        </li>
      ))}
    </ul>
  );
}

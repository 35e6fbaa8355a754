import { DoorOpen, MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import { localOf } from '../../shared/model/jid.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { KeyHint } from '../parts/key-hint.tsx';
import { commandKeyName } from '../parts/platform.ts';
import { useModel, useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './welcome.module.css';

const css = classNames(styles);

/** The second column while nothing is open. */
export function Welcome(): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const isFirstUse = useModel((state) => state.lists === 'ready' && state.order.length === 0);
  const account = useModel((state) => state.session?.account ?? null);
  const name = useModel((state) => (account === null ? undefined : state.people.get(account)?.name));
  const own = name ?? (account === null ? '' : (localOf(account) ?? account));
  return (
    <main className={css('page')} aria-label={text.app.name} data-column="main">
      {isFirstUse ? (
        <EmptyState
          isMain
          icon={DoorOpen}
          title={text.welcome.firstTitle(own)}
          action={
            <Button
              look="primary"
              onClick={() =>
                store.update((state) => ({ ...state, column: 'people', isListCollapsed: false }))
              }
            >
              {text.welcome.start}
            </Button>
          }
        >
          {text.welcome.firstText}
        </EmptyState>
      ) : (
        <EmptyState
          isMain
          icon={MessagesSquare}
          title={text.welcome.title}
          action={
            <span className={css('keys')}>
              <KeyHint keys={[commandKeyName(text.shortcuts.keys), 'K']} />
            </span>
          }
        >
          {text.welcome.text}
        </EmptyState>
      )}
    </main>
  );
}

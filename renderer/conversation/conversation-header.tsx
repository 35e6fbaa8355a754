import { ArrowLeft, Info, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { PlaceBadge } from '../parts/place-badge.tsx';
import { isMac } from '../parts/platform.ts';
import { presenceWords, shownAvailability } from '../parts/presence-words.ts';
import { Revealed } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './conversation-header.module.css';

const css = classNames(styles);

/** Who this is and where they belong. Inside is quiet; outside and unknown are another colour before one types. */
export function ConversationHeader({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const { store, conversations } = useServices();
  const aside = useModel((state) => state.aside);
  const toggle = (next: 'details' | 'search'): void =>
    store.update((state) => ({ ...state, aside: state.aside === next ? 'none' : next }));
  return (
    <header className={css('header', person.place === 'inside' ? null : person.place)}>
      <span className={css('back')}>
        <IconButton icon={ArrowLeft} label={text.app.back} onClick={() => conversations.close()} />
      </span>
      <Avatar name={person.name} place={person.place} availability={shownAvailability(person)} />
      <div className={css('words')}>
        <div className={css('title')}>
          <h1>
            <Revealed text={person.name} kind="exact" isOneLine />
          </h1>
          <PlaceBadge person={person} />
        </div>
        <HeaderFacts person={person} />
      </div>
      <div className={css('actions')}>
        <IconButton
          icon={Search}
          label={text.conversation.search}
          aria-pressed={aside === 'search'}
          aria-keyshortcuts={isMac ? 'Meta+F' : 'Control+F'}
          onClick={() => toggle('search')}
        />
        <IconButton
          icon={Info}
          label={text.conversation.details}
          aria-pressed={aside === 'details'}
          onClick={() => toggle('details')}
        />
      </div>
    </header>
  );
}

function HeaderFacts({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const facts = [
    presenceWords(person, text),
    person.presence === 'shown' || person.address === person.name ? '' : person.address,
    person.statusText === '' ? (person.groups[0] ?? '') : person.statusText,
  ].filter((fact) => fact !== '');
  if (facts.length === 0) return null;
  return (
    <p className={css('sub')}>
      <Revealed text={facts.join(' · ')} kind="exact" isOneLine />
    </p>
  );
}

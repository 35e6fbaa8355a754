import { ArrowLeft, UserPlus, UsersRound } from 'lucide-react';
import { memo, type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { PlaceBadge } from '../parts/place-badge.tsx';
import { presenceWords, shownAvailability } from '../parts/presence-words.ts';
import { Revealed } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import { PanelHead } from './panel-head.tsx';
import { peopleLines } from './people-lines.ts';
import styles from './people-panel.module.css';
import { useVirtualList } from './use-virtual-list.ts';
import { VirtualLines } from './virtual-lines.tsx';

const css = classNames(styles);

/** Everybody one could write to, by group; a filter finds them by name or address. */
export function PeoplePanel(): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const people = useModel((state) => state.people);
  const account = useModel((state) => state.session?.account ?? null);
  const [filter, setFilter] = useState('');
  const query = useDeferredValue(filter);
  const lines = useMemo(
    () => peopleLines({ people: people.values(), query, account, withoutGroup: text.people.withoutGroup }),
    [people, query, account, text],
  );
  const isChoice = (index: number): boolean => lines[index]?.kind === 'person';
  const list = useVirtualList({
    count: lines.length,
    keyOf: (index) => {
      const line = lines[index];
      if (line === undefined) return `${index}`;
      return line.kind === 'group' ? `group ${line.name}` : `${line.group} ${line.person.jid}`;
    },
    sizeOf: (index) => (isChoice(index) ? 46 : 34),
    isChoice,
    start: lines.findIndex((line) => line.kind === 'person'),
  });
  const addPerson = (): void => store.update((state) => ({ ...state, overlay: 'add-person' }));

  return (
    <>
      <PanelHead
        title={text.people.title}
        before={
          <IconButton
            icon={ArrowLeft}
            label={text.app.back}
            onClick={() => store.update((state) => ({ ...state, column: 'conversations' }))}
          />
        }
      >
        <IconButton icon={UserPlus} label={text.list.addPerson} onClick={addPerson} />
      </PanelHead>
      <div className={css('filter')}>
        <input
          type="search"
          aria-label={text.people.filter}
          placeholder={text.people.filter}
          value={filter}
          // biome-ignore lint/a11y/noAutofocus: the panel was opened to find somebody
          autoFocus
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      {lines.length === 0 ? (
        <EmptyState
          icon={UsersRound}
          title={query === '' ? text.people.none : text.people.noMatch(query)}
          action={
            <Button isSmall onClick={addPerson}>
              {text.list.addPerson}
            </Button>
          }
        >
          {query === '' ? text.people.noneText : undefined}
        </EmptyState>
      ) : (
        <VirtualLines list={list} label={text.people.title} count={lines.length}>
          {(index) => {
            const line = lines[index];
            if (line === undefined) return null;
            return line.kind === 'group' ? (
              <div className={css('group')}>{line.name}</div>
            ) : (
              <PersonRow person={line.person} isTabStop={index === list.current} />
            );
          }}
        </VirtualLines>
      )}
    </>
  );
}

const PersonRow = memo(function PersonRow({
  person,
  isTabStop,
}: {
  person: Person;
  isTabStop: boolean;
}): ReactNode {
  const { text } = useText();
  const { conversations } = useServices();
  const state = presenceWords(person, text);
  const address = person.address === person.name ? '' : person.address;
  const facts = [state === '' ? address : state, person.statusText].filter((fact) => fact !== '');
  return (
    <button
      type="button"
      className={css('person')}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => void conversations.open(person.jid)}
    >
      <Avatar name={person.name} place={person.place} availability={shownAvailability(person)} />
      <span className={css('words')}>
        <span className={css('name')}>
          <Revealed text={person.name} kind="exact" isOneLine />
          <PlaceBadge person={person} isShort />
        </span>
        <span className={css('sub')}>
          <Revealed text={facts.join(' · ')} kind="exact" isOneLine />
        </span>
      </span>
    </button>
  );
});

import { Search } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Message } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import { matchingPeople } from '../list/people-lines.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { Dialog } from '../parts/dialog.tsx';
import { PlaceBadge } from '../parts/place-badge.tsx';
import { shownAvailability } from '../parts/presence-words.ts';
import { Revealed } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import type { State } from '../store/state.ts';
import { useText } from '../text/use-text.ts';
import { FoundMessage } from './found-message.tsx';
import styles from './palette.module.css';
import { outcomeWords } from './search-aside.tsx';
import { useMessageSearch } from './use-message-search.ts';

const css = classNames(styles);

interface Props {
  /** `switcher`: people and conversations, then messages. `search`: messages of all conversations. */
  readonly kind: 'switcher' | 'search';
  readonly onClose: () => void;
}

type Option =
  | { readonly kind: 'person'; readonly key: string; readonly person: Person }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message };

const mostPeople = 8;
const mostMessages = 20;

/** One line to type in, everything it could mean below; the keyboard never leaves the line. */
export function Palette({ kind, onClose }: Props): ReactNode {
  const { text } = useText();
  const { conversations } = useServices();
  const [query, setQuery] = useState('');
  const deferred = useDeferredValue(query);
  const [chosen, setChosen] = useState(0);
  const people = usePeople(kind, deferred);
  const outcome = useMessageSearch(query, null, kind === 'switcher' ? 2 : 1);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const messages = outcome.kind === 'found' ? outcome.messages.slice(0, mostMessages) : [];
  const options: readonly Option[] = [
    ...people.map((person): Option => ({ kind: 'person', key: person.jid, person })),
    ...messages.map((message): Option => ({ kind: 'message', key: message.id, message })),
  ];
  const active = Math.min(chosen, options.length - 1);
  const placeholder =
    kind === 'switcher' ? text.search.switcherPlaceholder : text.search.everywherePlaceholder;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the option that became active is brought into view
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const choose = (option: Option | undefined): void => {
    if (option === undefined) return;
    onClose();
    if (option.kind === 'person') void conversations.open(option.person.jid);
    else void conversations.open(option.message.peer, option.message.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) setChosen((active + step + options.length) % options.length);
    else if (event.key === 'Enter') choose(options[active]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog
      title={kind === 'switcher' ? text.search.switcherTitle : text.search.everywhereTitle}
      look="palette"
      onClose={onClose}
    >
      <div className={css('field')}>
        <Search size={18} strokeWidth={1.8} aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
          aria-autocomplete="list"
          aria-label={placeholder}
          placeholder={placeholder}
          spellCheck={false}
          maxLength={200}
          value={query}
          autoFocus
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={placeholder}
        className={css(options.length > 0 && 'list')}
      >
        {options.map((option, index) => (
          <PaletteOption
            key={option.key}
            id={`${listId}-${index}`}
            option={option}
            query={query}
            isActive={index === active}
            heading={headingOf(options, index, text.search)}
            onChoose={() => choose(option)}
            onPoint={() => setChosen(index)}
          />
        ))}
      </div>
      <StatusLine
        words={options.length === 0 || outcome.kind === 'failed' ? outcomeWords(outcome, text) : ''}
      />
    </Dialog>
  );
}

function StatusLine({ words }: { words: string }): ReactNode {
  return (
    <p className={css(words !== '' && 'status')} role="status">
      {words}
    </p>
  );
}

interface PaletteOptionProps {
  readonly id: string;
  readonly option: Option;
  readonly query: string;
  readonly isActive: boolean;
  readonly heading: string | null;
  readonly onChoose: () => void;
  readonly onPoint: () => void;
}

function PaletteOption(props: PaletteOptionProps): ReactNode {
  const { id, option, query, isActive, heading, onChoose, onPoint } = props;
  return (
    <>
      {heading === null ? null : (
        <div className={css('group')} role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard acts from the line above, by aria-activedescendant */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        className={css('option')}
        onClick={onChoose}
        onMouseMove={onPoint}
      >
        {option.kind === 'person' ? (
          <PersonOption person={option.person} />
        ) : (
          <FoundMessage message={option.message} query={query} isHere={false} />
        )}
      </div>
    </>
  );
}

function PersonOption({ person }: { person: Person }): ReactNode {
  return (
    <>
      <Avatar name={person.name} place={person.place} availability={shownAvailability(person)} />
      <span className={css('person')}>
        <span className={css('name')}>
          <Revealed text={person.name} kind="exact" isOneLine />
        </span>
        <PlaceBadge person={person} isShort />
        {person.address === person.name ? null : (
          <span className={css('address')} dir="ltr">
            {person.address}
          </span>
        )}
      </span>
    </>
  );
}

/** Without words, the conversations one is in; with words, everybody they fit, those one talks to first. */
function usePeople(kind: Props['kind'], query: string): readonly Person[] {
  const people = useModel((state) => state.people);
  const order = useModel((state) => state.order);
  const account = useModel((state) => state.session?.account ?? null);
  return useMemo(() => {
    if (kind === 'search') return [];
    const recent = recentPeople(people, order);
    if (query.trim() === '') return recent.slice(0, mostPeople);
    const isRecent = new Set(recent);
    return [...matchingPeople(people.values(), query)]
      .filter((person) => person.jid !== account)
      .sort((a, b) => Number(isRecent.has(b)) - Number(isRecent.has(a)))
      .slice(0, mostPeople);
  }, [kind, query, people, order, account]);
}

function recentPeople(people: State['people'], order: State['order']): readonly Person[] {
  return order.flatMap((peer) => people.get(peer) ?? []);
}

function headingOf(
  options: readonly Option[],
  index: number,
  words: { people: string; messages: string },
): string | null {
  const kind = options[index]?.kind;
  if (kind === options[index - 1]?.kind) return null;
  return kind === 'person' ? words.people : words.messages;
}

import { Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { AsideColumn } from '../details/aside-column.tsx';
import { LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { useServices } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import { FoundMessage } from './found-message.tsx';
import styles from './search-aside.module.css';
import { type SearchOutcome, useMessageSearch } from './use-message-search.ts';

const css = classNames(styles);

/** Search in the conversation that is open; a result is shown where it was said. */
export function SearchAside({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const { conversations, store } = useServices();
  const [query, setQuery] = useState('');
  const outcome = useMessageSearch(query, person.jid);
  return (
    <AsideColumn
      title={text.search.hereTitle(revealedText(person.name, 'exact'))}
      top={
        <div className={css('field')}>
          <Search size={15} strokeWidth={1.9} aria-hidden="true" />
          <input
            type="search"
            value={query}
            aria-label={text.search.herePlaceholder}
            placeholder={text.search.herePlaceholder}
            maxLength={200}
            data-column-focus=""
            // biome-ignore lint/a11y/noAutofocus: the column was opened to search
            autoFocus
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
      }
    >
      <p className={css('status')} role="status">
        {outcomeWords(outcome, text)}
      </p>
      {outcome.kind === 'found' ? (
        <ul className={css('list')}>
          {outcome.messages.map((message) => (
            <li key={message.id}>
              <button
                type="button"
                className={css('result')}
                onClick={() => void conversations.open(person.jid, message.id)}
              >
                <FoundMessage message={message} query={outcome.query} isHere />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <LinkButton onClick={() => store.update((state) => ({ ...state, overlay: 'search' }))}>
        {text.search.inAll}
      </LinkButton>
    </AsideColumn>
  );
}

export function outcomeWords(outcome: SearchOutcome, { search }: Catalogue): string {
  switch (outcome.kind) {
    case 'idle':
      return search.start;
    case 'searching':
      return search.searching;
    case 'failed':
      return search.failed;
    case 'found':
      return outcome.messages.length === 0
        ? search.none(outcome.query)
        : search.results(outcome.messages.length);
  }
}

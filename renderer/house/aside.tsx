import { lazy, type ReactNode, Suspense } from 'react';
import { useModel } from '../services/use-services.ts';

const DetailsAside = lazy(async () => {
  const { DetailsAside: component } = await import('../details/details-aside.tsx');
  return { default: component };
});
const SearchAside = lazy(async () => {
  const { SearchAside: component } = await import('../search/search-aside.tsx');
  return { default: component };
});

/** The third column, about the conversation that is open. */
export function Aside(): ReactNode {
  const aside = useModel((state) => state.aside);
  const person = useModel((state) =>
    state.main.kind === 'conversation' ? state.people.get(state.main.peer) : undefined,
  );
  if (person === undefined || aside === 'none') return null;
  return (
    <Suspense fallback={null}>
      {aside === 'details' ? (
        <DetailsAside key={person.jid} person={person} />
      ) : (
        <SearchAside key={person.jid} person={person} />
      )}
    </Suspense>
  );
}

import { useEffect, useState } from 'react';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Message } from '../../shared/model/message.ts';
import { useServices } from '../services/use-services.ts';

export type SearchOutcome =
  | { readonly kind: 'idle' | 'searching' | 'failed' }
  | { readonly kind: 'found'; readonly query: string; readonly messages: readonly Message[] };

/** A pause this long in typing asks, in milliseconds. */
const pause = 150;
const longestQuery = 200;

/** Messages that have the words, newest first; in one conversation or in all. An answer that comes too late is dropped. */
export function useMessageSearch(query: string, peer: BareJid | null, shortest = 1): SearchOutcome {
  const { client } = useServices();
  const [outcome, setOutcome] = useState<SearchOutcome>({ kind: 'idle' });
  const words = query.trim().slice(0, longestQuery);
  const isAsked = words.length >= shortest;

  useEffect(() => {
    if (!isAsked) {
      setOutcome({ kind: 'idle' });
      return;
    }
    let isLate = false;
    setOutcome((before) => (before.kind === 'found' ? before : { kind: 'searching' }));
    const timer = setTimeout(async () => {
      const reply = await client.call('conversations.search', { query: words, peer });
      if (isLate) return;
      setOutcome(reply.ok ? { kind: 'found', query: words, messages: reply.value } : { kind: 'failed' });
    }, pause);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [client, words, isAsked, peer]);

  return outcome;
}

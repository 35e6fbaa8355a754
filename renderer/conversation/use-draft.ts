import { useCallback, useEffect, useRef, useState } from 'react';
import type { BareJid } from '../../shared/model/jid.ts';
import { longestBody } from '../../shared/model/message.ts';
import { withAnswer } from '../file/release-request.ts';
import { useModel, useServices } from '../services/use-services.ts';

export interface Draft {
  readonly draft: string;
  readonly setDraft: (next: string | ((before: string) => string)) => void;
  /** At once, without waiting for a pause. */
  readonly save: () => void;
}

/** A pause this long in typing stores the draft, in milliseconds. */
const pause = 400;

/** What is being written to a person. Stored in pauses, when the conversation is left and when the window goes. */
export function useDraft(peer: BareJid): Draft {
  const { conversations, store } = useServices();
  const [draft, setText] = useState(() => store.state.conversations.get(peer)?.draft ?? '');
  const prefill = useModel((state) => (state.prefill?.peer === peer ? state.prefill : null));
  const stored = useRef(draft);
  const latest = useRef(draft);
  latest.current = draft;

  const save = useCallback((): void => {
    const text = latest.current.slice(0, longestBody);
    if (text === stored.current) return;
    stored.current = text;
    conversations.saveDraft(peer, text);
  }, [conversations, peer]);

  useEffect(() => {
    if (draft === stored.current) return;
    const timer = setTimeout(save, pause);
    return () => clearTimeout(timer);
  }, [draft, save]);

  useEffect(() => {
    globalThis.addEventListener('pagehide', save);
    globalThis.addEventListener('blur', save);
    return () => {
      globalThis.removeEventListener('pagehide', save);
      globalThis.removeEventListener('blur', save);
      save();
    };
  }, [save]);

  // Never sent by itself.
  useEffect(() => {
    if (prefill === null) return;
    const { text, isAnswer } = prefill;
    setText((before) => (isAnswer ? withAnswer(before, text) : before === '' ? text : before));
    store.update((state) => ({ ...state, prefill: null }));
  }, [prefill, store]);

  return { draft, setDraft: setText, save };
}

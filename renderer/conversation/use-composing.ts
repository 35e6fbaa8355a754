import { useCallback, useEffect, useRef } from 'react';
import type { BareJid } from '../../shared/model/jid.ts';
import { useServices } from '../services/use-services.ts';

/** XEP-0085 section 5.1: after a while without a key one has paused. In milliseconds. */
const idle = 5000;

interface Composing {
  readonly type: () => void;
  readonly stop: () => void;
}

/** Tells the other side once that one writes, and once that one stopped. */
export function useComposing(peer: BareJid): Composing {
  const { conversations } = useServices();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const stop = useCallback((): void => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    timer.current = null;
    conversations.tellComposing(peer, false);
  }, [conversations, peer]);

  const type = useCallback((): void => {
    if (timer.current === null) conversations.tellComposing(peer, true);
    else clearTimeout(timer.current);
    timer.current = setTimeout(stop, idle);
  }, [conversations, peer, stop]);

  useEffect(() => stop, [stop]);
  return { type, stop };
}

import { useEffect, useState } from 'react';
import type { ForwardingState } from '../../shared/model/forwarding.ts';
import type { SecurityOverview } from '../../shared/model/security.ts';
import type { BridgeClient } from '../bridge-client.ts';
import { useServices } from '../services/use-services.ts';

export interface Security {
  readonly overview: SecurityOverview;
  readonly forwarding: ForwardingState;
}

/** In milliseconds: what nothing tells of (the disk) is looked at so often, and many changes at once are one. */
const lookEvery = 15_000;
const settle = 250;

/** What main says of it now, and again when something has changed. */
export function useSecurity(): Security | 'loading' | 'failed' {
  const { client } = useServices();
  const [security, setSecurity] = useState<Security | 'loading' | 'failed'>('loading');
  useEffect(() => {
    let isGone = false;
    let soon: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const answer = await ask(client);
      // What was read once is better than nothing.
      if (!isGone) setSecurity((before) => answer ?? (before === 'loading' ? 'failed' : before));
    };
    const lookSoon = (): void => {
      clearTimeout(soon);
      soon = setTimeout(() => void look(), settle);
    };
    const stops = [
      client.on('messages.changed', lookSoon),
      client.on('session.changed', lookSoon),
      client.on('forwarding.changed', lookSoon),
    ];
    const looking = setInterval(() => void look(), lookEvery);
    void look();
    return () => {
      isGone = true;
      clearTimeout(soon);
      clearInterval(looking);
      for (const stop of stops) stop();
    };
  }, [client]);
  return security;
}

async function ask(client: BridgeClient): Promise<Security | null> {
  const [overview, forwarding] = await Promise.all([
    client.call('security.get', null),
    client.call('forwarding.get', null),
  ]);
  if (!overview.ok || !forwarding.ok) return null;
  return { overview: overview.value, forwarding: forwarding.value };
}

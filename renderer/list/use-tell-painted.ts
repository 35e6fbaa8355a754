import { useEffect } from 'react';
import type { BridgeClient } from '../bridge-client.ts';
import { useServices } from '../services/use-services.ts';

const told = new WeakSet<BridgeClient>();

/** Tells main once that the conversation list is on the screen: the frame after the one that drew it. */
export function useTellPainted(): void {
  const { client } = useServices();
  useEffect(() => {
    if (told.has(client)) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        told.add(client);
        void client.call('app.painted', { at: performance.timeOrigin + performance.now() });
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [client]);
}

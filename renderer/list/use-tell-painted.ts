import { useEffect } from 'react';
import type { BridgeClient } from '../bridge-client.ts';
import { pictureSeenAt } from '../first-picture/picture-time.ts';
import { useServices } from '../services/use-services.ts';

const told = new WeakSet<BridgeClient>();

/** Tells main once that the conversation list is there and answers: the frame after the one that drew it. */
export function useTellPainted(): void {
  const { client } = useServices();
  useEffect(() => {
    if (told.has(client)) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        told.add(client);
        const answersAt = performance.timeOrigin + performance.now();
        void client.call('app.painted', { answersAt, shownAt: pictureSeenAt() ?? answersAt });
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [client]);
}

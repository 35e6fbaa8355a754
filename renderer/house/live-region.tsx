import { type ReactNode, useEffect, useState } from 'react';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useServices } from '../services/use-services.ts';

/** Speaks what the announcer is told, one thing after the other. The same words twice are spoken twice. */
export function LiveRegion(): ReactNode {
  const { announcer } = useServices();
  const [said, setSaid] = useState({ text: '', turn: 0 });
  useEffect(() => announcer.listen((text) => setSaid(({ turn }) => ({ text, turn: turn + 1 }))), [announcer]);
  return (
    <div aria-live="polite" aria-atomic="true">
      <VisuallyHidden>
        <span key={said.turn}>{said.text}</span>
      </VisuallyHidden>
    </div>
  );
}

// XEP-0352 Client State Indication, version 1.0.0
// https://xmpp.org/extensions/xep-0352.html
// Security: goes to our own server only, and only where it announces it.
import { xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { ns } from './namespaces.ts';

export interface ClientState {
  setActive(isActive: boolean): void;
  /** Every stream begins as active, a resumed one too (section 5.2). */
  begin(): void;
}

export function createClientState({ connection }: WireContext): ClientState {
  let isActive = true;

  function tell(): void {
    if (connection.features?.getChild('csi', ns.clientState) === undefined) return;
    connection.send(xml(isActive ? 'active' : 'inactive', ns.clientState));
  }

  return {
    setActive: (next) => {
      if (next === isActive) return;
      isActive = next;
      tell();
    },
    begin: () => {
      if (!isActive) tell();
    },
  };
}

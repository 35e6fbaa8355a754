import type { NetworkInterfaceInfo } from 'node:os';
import type { PowerMonitor } from 'electron';

interface PowerParts {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly networkInterfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
  readonly every: (milliseconds: number, look: () => void) => void;
  /** The connection may be dead without knowing it. */
  readonly onWake: (why: 'resumed' | 'network-changed') => void;
}

/** How often to look, in milliseconds. No system event for this reaches the main process. */
const lookEvery = 3000;

/** Tells when the computer has slept or moved to another network. */
export function watchPower({ powerMonitor, networkInterfaces, every, onWake }: PowerParts): void {
  powerMonitor.on('resume', () => onWake('resumed'));
  let known = addressesOf(networkInterfaces());
  every(lookEvery, () => {
    const seen = addressesOf(networkInterfaces());
    if (seen === known) return;
    known = seen;
    onWake('network-changed');
  });
}

function addressesOf(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string {
  const outward = Object.values(interfaces).flatMap((entries) => entries ?? []);
  return outward
    .filter((entry) => !entry.internal)
    .map((entry) => entry.address)
    .sort()
    .join(' ');
}

import { EventEmitter } from 'node:events';
import type { NetworkInterfaceInfo } from 'node:os';
import type { PowerMonitor } from 'electron';
import { expect, it } from 'vitest';
import { watchPower } from '../../../electron/app/power.ts';

function address(of: string, internal = false): NetworkInterfaceInfo {
  return { address: of, netmask: '', family: 'IPv4', mac: '', internal, cidr: null };
}

function setUp() {
  const powerMonitor = new EventEmitter();
  const woken: string[] = [];
  const network = { interfaces: { lo: [address('127.0.0.1', true)], eth0: [address('192.0.2.7')] } };
  let look = (): void => undefined;
  watchPower({
    powerMonitor: powerMonitor as PowerMonitor,
    networkInterfaces: () => network.interfaces,
    every: (_milliseconds, given) => {
      look = given;
    },
    onWake: (why) => woken.push(why),
  });
  return { powerMonitor, network, woken, look: () => look() };
}

it('tells that the computer has slept', () => {
  const { powerMonitor, woken } = setUp();
  powerMonitor.emit('resume');
  expect(woken).toEqual(['resumed']);
});

it('tells once that the network has changed, and nothing while it has not', () => {
  const { network, woken, look } = setUp();
  look();
  expect(woken).toEqual([]);
  network.interfaces.eth0 = [address('198.51.100.4')];
  look();
  look();
  expect(woken).toEqual(['network-changed']);
});

it('does not care about the order of addresses or about this computer itself', () => {
  const { network, woken, look } = setUp();
  network.interfaces = { lo: [address('127.0.0.2', true)], eth0: [address('192.0.2.7')] };
  look();
  expect(woken).toEqual([]);
});

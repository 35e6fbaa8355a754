import { utilityProcess } from 'electron';
import type { InspectorChild } from './inspector-child.ts';

/**
 * The inspection in a utility process of Electron, with nothing of main's environment. `entry`: absolute path of what `inspector-process.ts`
 * was bundled to. `heapMb`: megabytes of JavaScript values; as a flag of Chromium, since a utility process does not read Node's own.
 */
export function utilityChild(entry: string, heapMb = 512): InspectorChild {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Gatehouse inspector',
    stdio: 'ignore',
    env: {},
    execArgv: [`--js-flags=--max-old-space-size=${heapMb}`],
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    end: () => void child.kill(),
  };
}

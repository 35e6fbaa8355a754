import { createRoot } from 'react-dom/client';
import type { Bridge } from '../shared/ipc/bridge.ts';
import { App } from './app.tsx';
import { BridgeClient } from './bridge-client.ts';
import { refuseDrops } from './file/picked-files.ts';
import { followMain } from './services/follow-main.ts';
import { makeServices } from './services/services.ts';
import './theme/base.css';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly gatehouse: Bridge;
  }
}

/** In milliseconds. */
const longestBlank = 150;
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');

refuseDrops(document);
const services = makeServices(new BridgeClient(window.gatehouse), () => document.hasFocus());
const followed = followMain(services).catch(reportError);
// At the start main answers within a frame or two, and the first picture is the real one; when it takes longer, something shows.
void Promise.race([followed, new Promise((resolve) => setTimeout(resolve, longestBlank))]).then(() =>
  createRoot(root).render(<App services={services} />),
);

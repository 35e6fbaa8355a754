import { createRoot } from 'react-dom/client';
import type { Bridge } from '../shared/ipc/bridge.ts';
import { App } from './app.tsx';
import { BridgeClient } from './bridge-client.ts';
import { followMain } from './services/follow-main.ts';
import { makeServices } from './services/services.ts';
import './theme/base.css';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly gatehouse: Bridge;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');

const services = makeServices(new BridgeClient(window.gatehouse), () => document.hasFocus());
createRoot(root).render(<App services={services} />);
followMain(services).catch(reportError);

import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../shared/ipc/bridge.ts';
import { App } from './app.tsx';
import { BridgeClient } from './bridge-client.ts';
import { refuseDrops } from './file/picked-files.ts';
import { watchPicture } from './first-picture/picture-time.ts';
import { followMain } from './services/follow-main.ts';
import { makeServices } from './services/services.ts';
import './theme/base.css';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly gatehouse: Bridge;
  }
}

/** In milliseconds; a picture can be looked at for longer than nothing. */
const longestWait = { blank: 150, picture: 5000 };

// After a picture the script does not wait for the end of the page.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void begin());
else void begin();

async function begin(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  const hasPicture = root.hasChildNodes();
  if (hasPicture) watchPicture();

  refuseDrops(document);
  const services = makeServices(new BridgeClient(window.gatehouse), () => document.hasFocus());
  const followed = followMain(services).catch(reportError);
  // At the start main answers within a frame or two, and the first picture is the real one; when it takes longer, something shows.
  const wait = hasPicture ? longestWait.picture : longestWait.blank;
  await Promise.race([followed, new Promise((resolve) => setTimeout(resolve, wait))]);
  // In one step: what is drawn replaces the picture, and answers.
  flushSync(() => createRoot(root).render(<App services={services} />));
  root.inert = false;
  root.ariaBusy = null;
}

import type { App, Session, WebContents } from 'electron';
import { appScheme } from './origins.ts';

/**
 * Takes from every session and every page what no page of ours needs. Hooked to the app, not to a window, so that nothing
 * made later escapes it. Must run before `ready`.
 */
export function lockDown(app: Pick<App, 'on' | 'commandLine'>): void {
  // Main speaks to the server through Node. Chromium itself has nobody to talk to, so it can resolve no name and no
  // literal: neither a prefetch nor a peer connection, which a content security policy does not cover, finds a way out.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.on('session-created', lockDownSession);
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
}

function lockDownSession(session: Session): void {
  // Items 1 and 18: only the bundle is ever loaded, over http, ws, file or anything else.
  session.webRequest.onBeforeRequest(({ url }, respond) => respond({ cancel: !isOurs(url) }));
  // Files do not pass the hook above when main itself asks.
  session.protocol.handle('file', () => new Response(null, { status: 403 }));
  // Item 5. What is asked, what is looked up in passing, and devices are three different doors.
  session.setPermissionRequestHandler((_contents, _permission, respond) => respond(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, respond) => respond({}));
  session.setBluetoothPairingHandler((_details, respond) => respond({ confirmed: false }));
  session.on('select-hid-device', (event, _details, respond) => refuse(event, () => respond(null)));
  session.on('select-usb-device', (event, _details, respond) => refuse(event, () => respond()));
  session.on('select-serial-port', (event, _ports, _contents, respond) => refuse(event, () => respond('')));
  session.on('will-download', (event) => event.preventDefault());
  // The spell checker would fetch its dictionaries from outside.
  session.setSpellCheckerEnabled(false);
  session.allowNTLMCredentialsForDomains('');
}

function lockDownContents(contents: WebContents): void {
  // Item 13: main loads the two pages there are; a page never takes itself or a frame anywhere.
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  // Item 14; a named target is never found either (CVE-2026-34765), and nothing is handed to the system from here.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // Items 11 and 12.
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, respond) => refuse(event, () => respond('')));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

function isOurs(url: string): boolean {
  if (url.startsWith(`${appScheme}://`)) return true;
  // DevTools load their own pages; the hardened build has none.
  return !__HARDENED__ && url.startsWith('devtools://');
}

function refuse(event: { preventDefault(): void }, answer: () => void): void {
  event.preventDefault();
  answer();
}

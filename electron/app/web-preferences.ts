import type { Session, WebPreferences } from 'electron';

/** Every page's settings, spelt out although most are defaults: a default that changes must not change us. */
export function webPreferences(preload: string, session: Session): WebPreferences {
  return {
    preload,
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    // Pickers that script opens by itself look as if Gatehouse had asked.
    disableBlinkFeatures: 'FileSystemAccessLocal',
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // No window.alert: a box of the page's making must not look like one of the system's.
    disableDialogs: true,
    // CVE-2026-70611: DevTools reach files and programs.
    devTools: !__HARDENED__,
  };
}

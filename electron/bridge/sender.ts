import type { IpcMainInvokeEvent, WebContents } from 'electron';

/**
 * Whether a call comes from the top frame of exactly these contents while they show exactly this origin. A frame that is
 * gone, a frame inside the page, another page's contents and an opaque origin (CVE-2026-1628) are all strangers.
 */
export function isFromTopFrame(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  contents: WebContents,
  origin: string,
): boolean {
  if (event.sender !== contents || contents.isDestroyed()) return false;
  const frame = event.senderFrame;
  if (frame === null) return false;
  try {
    return frame === contents.mainFrame && frame.parent === null && frame.origin === origin;
  } catch {
    // Electron throws when a frame was disposed of between the message and this look at it: nobody is left to answer.
    return false;
  }
}

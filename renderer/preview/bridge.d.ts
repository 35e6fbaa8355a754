import type { Bridge } from '../../shared/ipc/bridge.ts';

declare global {
  interface Window {
    /** Only in the preview; the page has `gatehouse` instead. */
    readonly gatehousePreview: Pick<Bridge, 'call'>;
  }
}

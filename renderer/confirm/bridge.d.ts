import type { Bridge } from '../../shared/ipc/bridge.ts';

declare global {
  interface Window {
    /** Only in the confirmation; the page has `gatehouse` instead. */
    readonly gatehouseConfirm: Pick<Bridge, 'call'>;
  }
}

/** Calls of shared/ipc/calls.ts: (name, input) → Reply. */
export const callChannel = 'gatehouse:call';
/** Events of shared/ipc/events.ts: (name, payload). */
export const eventChannel = 'gatehouse:event';
/** Calls of shared/ipc/confirm.ts: (name, input) → Reply. */
export const confirmChannel = 'gatehouse:confirm';
/** Calls of shared/ipc/preview.ts: (name, input) → Reply. */
export const previewChannel = 'gatehouse:preview';

import type { IqAnswer } from './connection/connection.ts';

export const accepted: IqAnswer = { ok: true, payload: null };

/** What an absent resource would get as well: it tells a stranger nothing (RFC 6121 section 8.5.3.2.3). */
export const unavailable: IqAnswer = { ok: false, type: 'cancel', condition: 'service-unavailable' };

export const malformed: IqAnswer = { ok: false, type: 'modify', condition: 'bad-request' };

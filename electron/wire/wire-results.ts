import type { IqResult } from './connection/connection.ts';
import type { WireResult } from './wire.ts';

const unsupported = ['feature-not-implemented', 'service-unavailable'];

/** What became of a request, for those who only need to know whether it worked. No answer is as good as no connection. */
export function wireResultOf(result: IqResult): WireResult {
  if (result.ok) return { ok: true };
  if (result.code !== 'error') return { ok: false, code: 'offline' };
  return { ok: false, code: unsupported.includes(result.condition) ? 'not-supported' : 'refused' };
}

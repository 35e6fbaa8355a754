import https from 'node:https';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { checkServerName } from '../wire/connection/certificate.ts';
import { makeSecureContext } from '../wire/connection/trust.ts';

export interface ReportEndpoint {
  /** https. */
  readonly url: string;
  /** PEM certificates of the only authorities to trust for it; null: the system's. */
  readonly ca: string | null;
}

/** `refused`: it does not want the report, and will not want it later either. `later`: nobody answered, or not the right one. */
export type Posted = 'sent' | 'refused' | 'later';

/**
 * Gives a report to the company's own service. Where it points elsewhere nothing follows: what a report quotes is for nobody but
 * whom policy names.
 */
export function postReport({ url, ca }: ReportEndpoint, json: string, patience = 30_000): Promise<Posted> {
  const body = Buffer.from(json);
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const request = https.request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': body.length, connection: 'close' },
      // A connection of its own, which ends with the report.
      createConnection: () =>
        tls.connect({
          host,
          port: Number(port === '' ? 443 : port),
          ...(isIP(host) === 0 ? { servername: host } : {}),
          secureContext: makeSecureContext({ ca, pins: [], requireTls13: false }, null),
          rejectUnauthorized: true,
          checkServerIdentity: (_host, certificate) => checkServerName(host, certificate),
        }),
    });
    const timer = setTimeout(() => request.destroy(), patience);
    const end = (posted: Posted): void => {
      clearTimeout(timer);
      resolve(posted);
      request.destroy();
    };
    // What it says beyond the status is not read.
    request.on('response', ({ statusCode }) => end(meaningOf(statusCode ?? 0)));
    request.on('error', () => end('later'));
    request.on('close', () => end('later'));
    request.end(body);
  });
}

function meaningOf(status: number): Posted {
  if (status >= 200 && status < 300) return 'sent';
  const isForNow = status === 408 || status === 425 || status === 429 || status >= 500 || status < 200;
  return isForNow ? 'later' : 'refused';
}

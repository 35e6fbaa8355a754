import { pathToFileURL } from 'node:url';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Policy } from '../../shared/policy.ts';
import type { ReportDestination } from '../../shared/report-policy.ts';

/** Each destination that policy names, as a URI: by it the archive and the record know where something went. The desk is the first. */
export function destinationsOf({ securityDesk, destinations }: Policy['report']): readonly string[] {
  const desk = securityDesk === null ? [] : [uriOfAddress(securityDesk)];
  return [...new Set([...desk, ...destinations.map(uriOf)])];
}

export function uriOfAddress(address: BareJid): string {
  return `xmpp:${address}`;
}

function uriOf(destination: ReportDestination): string {
  switch (destination.kind) {
    case 'https':
      return destination.url;
    case 'address':
      return uriOfAddress(destination.address);
    case 'syslog':
      return 'syslog:';
    case 'export':
      return pathToFileURL(destination.folder).href;
  }
}

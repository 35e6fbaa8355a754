import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BareJid } from '../../shared/model/jid.ts';
import type { ReportWay } from '../../shared/model/report.ts';
import type { Policy } from '../../shared/policy.ts';
import type { ReportDestination } from '../../shared/report-policy.ts';
import type { StoredReport } from '../archive/archive.ts';

/** Each destination that policy names, as a URI: by it the archive and the record know where something went. The desk is the first. */
export function destinationsOf({ securityDesk, destinations }: Policy['report']): readonly string[] {
  return [...new Set([...addressed(securityDesk), ...destinations.map(uriOf)])];
}

/** Whom a report has people read: an exercise is kept out of the desk's queue. */
export function deskFor(
  { disposition }: Pick<StoredReport, 'disposition'>,
  { securityDesk, exerciseDesk }: Policy['report'],
): BareJid | null {
  return disposition === 'exercise' ? exerciseDesk : securityDesk;
}

export function destinationsFor(
  report: Pick<StoredReport, 'disposition'>,
  policy: Policy['report'],
): readonly string[] {
  return report.disposition === 'exercise' ? addressed(policy.exerciseDesk) : destinationsOf(policy);
}

/** As the reporter is told. */
export function wayOf({ url, state }: StoredReport['posts'][number], desk: BareJid | null): ReportWay {
  if (desk !== null && url === uriOfAddress(desk)) return { kind: 'desk', name: desk, state };
  if (url === 'syslog:') return { kind: 'syslog', name: '', state };
  if (url.startsWith('xmpp:')) return { kind: 'address', name: url.slice('xmpp:'.length), state };
  if (url.startsWith('file:')) return { kind: 'export', name: fileURLToPath(url).slice(0, 4096), state };
  return { kind: 'https', name: new URL(url).host, state };
}

function addressed(address: BareJid | null): readonly string[] {
  return address === null ? [] : [uriOfAddress(address)];
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

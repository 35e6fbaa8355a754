import type { Place } from '../document-place.ts';
import type { Finding } from '../inspector.ts';

/** Parts that Office runs, opens or takes code from when they come from elsewhere. */
const dangerousRelations = new Set([
  ...['attachedtemplate', 'oleobject', 'frame', 'subdocument', 'externalreference', 'control', 'package'],
  ...['vbaproject', 'wordvbadata', 'xlmacrosheet', 'ui/extensibility', 'slideupdateinfo', 'slidemaster'],
  ...[
    'link',
    'includetext',
    'import',
    'rd',
    'include',
    'template',
    'mailmergesource',
    'mailmergeheadersource',
  ],
  ...['recipientdata', 'transform', 'afchunk', 'schemasource', 'xslt'],
]);

/**
 * Something that a document fetches from elsewhere without being asked. `relation` is the last part of the relationship's type, or the
 * kind of field.
 */
export function inspectTarget(relation: string, target: string, place: Place): Finding[] {
  const kind = reach(target);
  if (kind === 'local') return [];
  const isDangerous = dangerousRelations.has(relation.toLowerCase());
  if (relation.toLowerCase() === 'attachedtemplate' || relation.toLowerCase() === 'template')
    return [place.found('document.remote-template', 'hold', { target })];
  const level = isDangerous || kind === 'share' || kind === 'program' ? 'hold' : 'warn';
  return [place.found('document.remote-part', level, { relation, target })];
}

/**
 * Where a target is. `share`: naming it logs on there (UNC, file://host). `program`: a scheme that something on this computer handles.
 */
export function reach(target: string): 'local' | 'web' | 'share' | 'program' {
  const address = decoded(target)
    .replaceAll(/[\p{Cc} ]/gu, '')
    .toLowerCase();
  if (/^(?:https?|ftp):/.test(address)) return 'web';
  if (/^(?:file:)?[\\/]{2,}(?:[?.][\\/](?:unc|globalroot)[\\/])?(?![?.][\\/])/.test(address)) {
    const host = /^(?:file:)?([\\/]+)(.*)$/.exec(address);
    const slashes = host?.[1]?.length ?? 0;
    const rest = host?.[2] ?? '';
    // file:///C:/… and file:///home/… are here; file://///server/… is not.
    if (address.startsWith('file:') && (slashes === 3 || /^[a-z][:|]/.test(rest))) return 'local';
    if (/^[a-z][:|]/.test(rest)) return 'local';
    return /^localhost[\\/]/.test(rest) ? 'local' : 'share';
  }
  if (/^[a-z]:/.test(address) || /^file:[^\\/]/.test(address) || /^file:[\\/][^\\/]/.test(address))
    return 'local';
  if (/^mailto:/.test(address)) return 'local';
  return /^[a-z][a-z0-9+.-]*:/.test(address) ? 'program' : 'local';
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    // Not an encoded address: as it is written then.
    return target;
  }
}

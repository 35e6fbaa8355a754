import { Incomplete } from '../incomplete.ts';
import type { Finding, InspectionContext, Inspector } from '../inspector.ts';
import { placeOf } from '../place.ts';
import { Unreadable } from '../unreadable.ts';
import { climbs } from './climbs.ts';
import type { ArchiveMember } from './open-archive.ts';

/** Archives of the formats that a kept library reads. What it cannot read to its end is held. */
export const packed: Inspector = {
  name: 'archive',
  takes: ['7z', 'rar', 'xz', 'bzip2', 'cab', 'iso', 'other-archive'],
  inspect: (bytes, context) => {
    if (context.openArchive === null) throw new Unreadable('reader of archives');
    return membersOf(context.openArchive(bytes, context.budget), context);
  },
};

/** Every member through the whole inspection, and what its name and kind say by themselves. What was found stays, whatever comes after. */
export function membersOf(members: Iterable<ArchiveMember>, context: InspectionContext): readonly Finding[] {
  const found: Finding[] = [];
  let hasEncrypted = false;
  try {
    for (const member of members) {
      found.push(...memberOf(member, context));
      hasEncrypted ||= member.isEncrypted;
    }
  } catch (error) {
    // An archive whose members are encrypted cannot be read to its end, and that has been said.
    if (!(hasEncrypted && error instanceof Unreadable)) throw new Incomplete(found, error);
  }
  return found;
}

function memberOf(member: ArchiveMember, context: InspectionContext): readonly Finding[] {
  const where = placeOf(member.name);
  const at = (code: Finding['code']): Finding => ({ code, level: 'hold', where, params: {} });
  const found = climbs(member.name) ? [at('file.climbing-name')] : [];
  if (member.target !== '') return [...found, at('file.link-in-archive')];
  if (member.isEncrypted) return [...found, at('file.encrypted')];
  return member.isDirectory ? found : [...found, ...context.nested(member.read(), member.name)];
}

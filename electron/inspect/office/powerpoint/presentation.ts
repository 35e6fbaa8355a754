// The binary PowerPoint format. Source: MS-PPT section 2.3.1.

import { wideText } from '../../bytes.ts';
import type { Place } from '../../document-place.ts';
import { inflate } from '../../inflate.ts';
import type { Finding } from '../../inspector.ts';

const types = { cString: 0x0fba, hyperlink: 0x0fd7, interactiveInfo: 0x0ff3, storage: 0x1011 } as const;
/** Section 2.13.9. */
const [macroAction, programAction] = [1, 2];

/** Section 2.3.2: how the stream "Current User" says that the other one is encrypted. */
export function isEncryptedPresentation(currentUser: Buffer | null): boolean {
  return currentUser !== null && currentUser.length >= 16 && currentUser.readUInt32LE(12) === 0xf3d1c4df;
}

export function inspectPresentation(stream: Buffer, place: Place): Finding[] {
  const findings: Finding[] = [];
  let storages = 0;
  let linkUntil = 0;
  for (let at = 0; at + 8 <= stream.length; ) {
    const head = stream.readUInt16LE(at);
    const type = stream.readUInt16LE(at + 2);
    const size = stream.readUInt32LE(at + 4);
    const content = stream.subarray(at + 8, at + 8 + size);
    if (type === types.hyperlink) linkUntil = at + 8 + size;
    if (type === types.cString && at < linkUntil) findings.push(...place.link(wideText(content)));
    if (type === types.interactiveInfo && content.length >= 9) {
      if (content[8] === programAction) findings.push(place.found('document.starts-program', 'hold'));
      if (content[8] === macroAction) findings.push(place.found('document.macro', 'notice'));
    }
    if (type === types.storage) {
      storages += 1;
      place.context.budget.takeEntry();
      // Section 2.10.34: compressed storages say their size first.
      const bytes = head >> 4 === 1 ? inflate(content.subarray(4), 'zlib', place.context.budget) : content;
      findings.push(...place.nested(bytes, `object ${storages}`));
    }
    // A version of 15 is a container (section 2.3.1): step in.
    at += (head & 0x0f) === 0x0f ? 8 : 8 + size;
  }
  return findings;
}

import type { DiscoInfo } from './disco.ts';
import { ns } from './namespaces.ts';

/** The name of the software in XEP-0115; the hash behind it says what it can do. */
export const capsNode = 'urn:gatehouse:desktop';

/** What those hear who may know (disco.ts). Nothing is named that is not answered or understood here. */
export const ownCapabilities: DiscoInfo = {
  identities: [{ category: 'client', type: 'pc', lang: '', name: 'Gatehouse' }],
  features: [
    ns.discoInfo,
    ns.caps,
    ns.chatStates,
    ns.receipts,
    ns.ping,
    ns.version,
    ns.stanzaIds,
    ns.outOfBand,
    ns.fileSharing,
    ns.fileMetadata,
    ns.hashes,
    ns.sha256,
  ],
  forms: [],
};

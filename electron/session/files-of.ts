import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import type { Message } from '../../shared/model/message.ts';
import type { Policy } from '../../shared/policy.ts';
import type { StoredFile } from '../archive/archive.ts';
import type { People } from '../people/people.ts';
import { type AccountFileRooms, AccountFiles } from '../transfer/account-files.ts';
import { announcedFile } from '../transfer/announced-file.ts';
import { Examination } from '../transfer/examination.ts';
import { Quarantine } from '../transfer/quarantine.ts';
import type { FileOffer } from '../wire/file-sharing.ts';
import type { AccountWalks } from './account-walks.ts';
import type { OpenAccountOptions } from './open-account-options.ts';

const megabyte = 1024 * 1024;

/** What the files of an account need of the machine. */
export interface FileServices
  extends Pick<
    AccountFileRooms,
    'policy' | 'download' | 'upload' | 'askWhere' | 'mark' | 'show' | 'newReleaseCode'
  > {
  /** Absolute path of the folder of sealed files. */
  readonly folder: string;
}

interface FilesRooms extends Pick<AccountWalks, 'outbound' | 'clearances'> {
  readonly people: People;
  readonly show: (peer: BareJid, messages: readonly Message[]) => void;
}

/** The files of one account. `record` in the options is the one that they write to. */
export function filesOf(
  options: OpenAccountOptions,
  { people, outbound, clearances, show }: FilesRooms,
): AccountFiles {
  const { files, inspection, wire } = options;
  const inspect = inspection.inspect.bind(inspection);
  const quarantine = new Quarantine({
    folder: files.folder,
    quota: () => files.policy().quarantine.quotaMb * megabyte,
  });
  return new AccountFiles({
    ...options,
    ...files,
    inspect,
    quarantine,
    clearances,
    outbound,
    examination: new Examination({
      policy: files.policy,
      inspect,
      textOf: inspection.textOf.bind(inspection),
      cutsOf: inspection.cutsOf.bind(inspection),
      quarantine,
      judge: async (text) => {
        await people.gate.ready();
        return people.gate.leavingLong(text, () => new Promise((resolve) => setImmediate(resolve)));
      },
    }),
    isStranger: (peer) => people.isStranger(peer),
    outsideDomain: outsideDomain(people),
    isOnline: () => wire.state.kind === 'online',
    onChanged: show,
    onProgress: (progress) => options.publish('files.progress', progress),
    onFailure: options.onArchiveFailure,
  });
}

/** A file as it is kept with the message that brings it. */
export function offerOf(people: People, policy: () => Policy) {
  return (file: FileOffer, { peer, direction }: Pick<Message, 'peer' | 'direction'>): StoredFile =>
    announcedFile(
      file,
      { direction, outsideDomain: direction === 'in' ? outsideDomain(people)(peer) : null },
      policy(),
    );
}

function outsideDomain(people: People): (peer: BareJid) => string | null {
  return (peer) => (people.person(peer).place === 'inside' ? null : domainOf(peer));
}

import type { Picked } from '../services/attached-files.ts';

/** Whether files of the system are being carried, as opposed to words of this page. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') === true;
}

/** Read while the event is under way: afterwards the list is empty. */
export function droppedFiles({ items }: DataTransfer): readonly Picked[] {
  return [...items].flatMap((item): readonly Picked[] => {
    if (item.kind !== 'file') return [];
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory === true) return [{ kind: 'folder', name: entry.name }];
    const file = item.getAsFile();
    return file === null ? [] : [{ kind: 'file', file }];
  });
}

/** A picture or files. Where an office program puts a picture beside the words that were copied, the words are meant. */
export function pastedFiles(transfer: DataTransfer): readonly Picked[] {
  const { types } = transfer;
  const isWords = types.includes('text/rtf') || (types.includes('text/plain') && types.includes('text/html'));
  return isWords ? [] : droppedFiles(transfer);
}

/** A drop where nothing is meant to be dropped does nothing: no navigation, and no address of a file in a field of text. */
export function refuseDrops(page: Document): void {
  const refuse = (event: DragEvent): void => {
    if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  };
  page.addEventListener('dragover', refuse);
  page.addEventListener('drop', refuse);
}

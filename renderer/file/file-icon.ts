import {
  Archive,
  File as FileIcon,
  FileLock,
  FileText,
  FileWarning,
  Image,
  type LucideIcon,
} from 'lucide-react';
import type { SharedFile } from '../../shared/model/shared-file.ts';

/** What it is, as far as anybody has looked; what was stopped looks like that first. */
export function fileIcon({ state, type }: Pick<SharedFile, 'state' | 'type'>): LucideIcon {
  if (state === 'held') return FileLock;
  if (state === 'failed') return FileWarning;
  if (type === null) return FileIcon;
  if (archives.has(type)) return Archive;
  if (pictures.has(type)) return Image;
  return texts.has(type) ? FileText : FileIcon;
}

const archives = new Set([
  'zip',
  'gzip',
  'tar',
  '7z',
  'rar',
  'xz',
  'bzip2',
  'zstd',
  'cab',
  'iso',
  'other-archive',
]);
const pictures = new Set(['png', 'jpeg', 'gif', 'webp', 'bmp', 'tiff', 'heif', 'other-image']);
const texts = new Set(['pdf', 'rtf', 'ole', 'ooxml', 'odf', 'text', 'csv']);

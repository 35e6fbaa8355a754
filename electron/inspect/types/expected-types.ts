import type { FileType } from '../file-types.ts';
import { typeByEnding } from './endings.ts';

const word: readonly FileType[] = ['ole', 'ooxml', 'rtf', 'office-xml'];

/** What a file of this ending is by its content, where anybody can say. Office opens its formats under each other's endings. */
const expected: ReadonlyMap<string, readonly FileType[]> = new Map([
  ...many('pdf', ['pdf']),
  ...many('rtf', ['rtf']),
  ...many('doc dot docx docm dotx dotm', word),
  ...many('xls xlt xla xlsx xlsm xlsb xltx xltm xlam', ['ole', 'ooxml', 'office-xml']),
  ...many('ppt pps pot pptx pptm ppsx ppsm potx potm ppam', ['ole', 'ooxml', 'office-xml']),
  ...many('vsd vsdx msg pub mpp', ['ole', 'ooxml']),
  ...many('odt ott ods ots odp otp odg odf', ['odf', 'ooxml']),
  ...many('one', ['onenote']),
  ...many('txt log md ini conf json yaml yml', ['text', 'xml', 'csv']),
  ...many('csv tsv', ['csv', 'text']),
  ...many('slk', ['slk']),
  ...many('xml', ['xml', 'text', 'office-xml', 'svg', 'html']),
  ...many('html htm xhtml', ['html']),
  ...many('mht mhtml eml', ['mhtml', 'html']),
  ...many('svg', ['svg', 'gzip']),
  ...many('png', ['png']),
  ...many('jpg jpeg jpe jfif', ['jpeg']),
  ...many('gif', ['gif']),
  ...many('webp', ['webp']),
  ...many('bmp dib', ['bmp']),
  ...many('tif tiff', ['tiff']),
  ...many('ico cur', ['icon', 'png']),
  ...many('heic heif avif', ['heif']),
  ...many('wmf emf psd jp2', ['other-image']),
  ...many('mp3 mp4 m4a m4v mov avi mkv webm ogg oga ogv opus wav flac aac wma wmv mpg mpeg', ['media']),
  ...many('ttf otf woff woff2', ['font']),
  ...many('zip', ['zip', 'ooxml', 'odf', 'java-archive', 'android-program', 'browser-extension']),
  ...many('gz tgz', ['gzip']),
  ...many('tar', ['tar']),
  ...many('7z', ['7z']),
  ...many('rar', ['rar']),
  ...many('xz txz', ['xz']),
  ...many('bz2 tbz tbz2', ['bzip2']),
  ...many('zst', ['zstd']),
  ...many('cab', ['cab']),
  ...many('iso', ['iso', 'disk-image']),
]);

const programs = new Set(
  'exe com scr pif cpl dll sys ocx drv msi msp mst msix msixbundle appx appxbundle lnk jar jnlp class app dmg pkg deb rpm appimage run iso img vhd vhdx wim chm hlp hta xll wll ppa crx xpi apk dex ipa swf gadget diagcab diagpkg grp'.split(
    ' ',
  ),
);

export function expectedTypes(ending: string): readonly FileType[] | null {
  return expected.get(ending) ?? null;
}

/** Endings of programs, installers and images: whatever is in the file. */
export function isProgramEnding(ending: string): boolean {
  return programs.has(ending) && !expected.has(ending);
}

/** Endings that the system starts. Pages count: a browser runs what stands in them. */
export function isRunningEnding(ending: string): boolean {
  const type = typeByEnding(`a.${ending}`);
  return programs.has(ending) || (type !== null && type !== 'csv' && type !== 'slk');
}

/** Endings that a person takes for something to look at. */
export function isHarmlessEnding(ending: string): boolean {
  return expected.has(ending) && !isRunningEnding(ending);
}

function many(endings: string, types: readonly FileType[]): [string, readonly FileType[]][] {
  return endings.split(' ').map((ending) => [ending, types]);
}

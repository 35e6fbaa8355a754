// XEP-0447 Stateless file sharing, version 0.3.1, with the metadata of XEP-0446; XEP-0066 Out of Band Data, version 1.5
// https://xmpp.org/extensions/xep-0447.html https://xmpp.org/extensions/xep-0446.html https://xmpp.org/extensions/xep-0066.html
// Security: a file is at one https address that the whole message agrees on (T25); what is encrypted at its source is none (T26).
import { type Element, xml } from './connection/element.ts';
import { ns } from './namespaces.ts';

/** A file that a message brings. All but the address is its sender's word, and the address is not judged here. */
export interface FileOffer {
  /** https, without a user name; normalised. */
  readonly url: string;
  /** May hold paths, invisible characters and any ending. */
  readonly name: string | null;
  /** Bytes. */
  readonly size: number | null;
  readonly mediaType: string | null;
  /** Lower-case hexadecimal. */
  readonly sha256: string | null;
}

/** What a message says of a file. Without one, its words are those of the body, or the addresses that nobody would see otherwise. */
export interface FileReading {
  readonly file: FileOffer | null;
  /** What is to be shown as its text. With a file: its address, or what is said about it. */
  readonly words: string;
  /** It names different files in different places, and none of them is believed. */
  readonly isContradictory: boolean;
}

/** As slots are given out: a name of 255 characters, percent-encoded, behind a host and a secret. */
const longestUrl = 4096;
const longestName = 255;
const longestMediaType = 255;
const mostAddresses = 10;

export function readFile(message: Element, body: string): FileReading {
  const sharings = message.getChildren('file-sharing', ns.fileSharing);
  const shared = sharings.flatMap(sourcesOf);
  const outOfBand = message
    .getChildren('x', ns.outOfBand)
    .map((x) => x.getChildText('url', ns.outOfBand) ?? '');
  const addresses = [...new Set([...shared, ...outOfBand])].filter(
    (url) => url !== '' && url.length <= longestUrl,
  );
  const words = body === '' ? addresses.slice(0, mostAddresses).join('\n') : body;
  if (addresses.length === 0) return { file: null, words, isContradictory: false };

  const sources = shared.flatMap(fileUrl);
  const [url] = outOfBand.length === 0 ? sources : outOfBand.flatMap(fileUrl);
  const isOfOne = sharings.length <= 1 && outOfBand.length <= 1;
  const isAgreed =
    sharings.length === 0
      ? body === '' || fileUrl(body)[0] === url
      : sources.includes(url ?? '') || (sources.length === 0 && url === undefined);
  const hashes = new Set(sharings.flatMap(hashesIn));
  if (!isOfOne || !isAgreed || hashes.size > 1) return { file: null, words, isContradictory: true };
  if (url === undefined) return { file: null, words, isContradictory: false };
  return { file: offerOf(url, sharings[0]), words: wordsBeside(url, body), isContradictory: false };
}

/** The address stands in the body for those who know nothing else, and is called that (XEP-0428). */
export function fileElements(
  file: FileOffer,
  words: string,
): { readonly body: string; readonly elements: Element[] } {
  const { url, name, size, mediaType, sha256 } = file;
  const isAlone = words === '' || words === url;
  const before = isAlone ? '' : `${words}\n`;
  const start = [...before].length;
  const range = isAlone ? {} : { start: start - 1, end: start + url.length };
  const told = (element: string, value: string | number | null) =>
    value === null ? null : xml(element, {}, String(value));
  const elements = [
    xml(
      'file-sharing',
      ns.fileSharing,
      xml(
        'file',
        ns.fileMetadata,
        told('media-type', mediaType),
        told('name', name),
        told('size', size),
        sha256 === null ? null : xml('hash', { xmlns: ns.hashes, algo: 'sha-256' }, base64Of(sha256)),
      ),
      xml('sources', {}, xml('url-data', { xmlns: ns.urlData, target: url })),
    ),
    xml('fallback', { xmlns: ns.fallback, for: ns.fileSharing }, xml('body', range)),
    // Who knows XEP-0066 alone takes it for a file only where the body says the same.
    ...(isAlone ? [xml('x', ns.outOfBand, xml('url', {}, url))] : []),
  ];
  return { body: `${before}${url}`, elements };
}

/** Those in the clear; what stands within `<encrypted/>` (XEP-0448) cannot be inspected. Headers for a request (XEP-0104) are not taken. */
function sourcesOf(sharing: Element): string[] {
  const sources = sharing.getChildren('sources', ns.fileSharing);
  return sources
    .flatMap((each) => each.getChildren('url-data', ns.urlData))
    .map(({ attrs }) => attrs['target'] ?? '');
}

/** Empty for what is no address of a file. Parsers forgive what they should not: of characters, only those of RFC 3986 and beyond ASCII. */
function fileUrl(text: string): string[] {
  if (text.length > longestUrl || !/^https:\/\/[^\s\\\p{C}]+$/iu.test(text) || !URL.canParse(text)) return [];
  const url = new URL(text);
  url.hash = '';
  return url.username === '' && url.password === '' && url.href.length <= longestUrl ? [url.href] : [];
}

function offerOf(url: string, sharing: Element | undefined): FileOffer {
  const [file, ...others] = sharing?.getChildren('file', ns.fileMetadata) ?? [];
  if (sharing === undefined || file === undefined || others.length > 0)
    return { url, name: null, size: null, mediaType: null, sha256: null };
  const name = textOf(file, 'name');
  const size = textOf(file, 'size');
  const mediaType = textOf(file, 'media-type').toLowerCase();
  return {
    url,
    // One that is cut would end otherwise.
    name: name === '' || name.length > longestName ? null : name,
    size: /^\d{1,15}$/.test(size) ? Number(size) : null,
    mediaType: mediaTypeForm.test(mediaType) && mediaType.length <= longestMediaType ? mediaType : null,
    sha256: hashesIn(sharing)[0] ?? null,
  };
}

/** RFC 6838 section 4.2, without parameters. */
const mediaTypeForm = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/** What is said once. */
function textOf(file: Element, name: string): string {
  const [child, ...others] = file.getChildren(name, ns.fileMetadata);
  return child === undefined || others.length > 0 ? '' : child.getText();
}

/** SHA-256 alone is believed: 32 bytes in base64 (XEP-0300). */
function hashesIn(sharing: Element): string[] {
  const hashes = sharing
    .getChildren('file', ns.fileMetadata)
    .flatMap((file) => file.getChildren('hash', ns.hashes));
  return hashes
    .filter(({ attrs }) => attrs['algo'] === 'sha-256')
    .map((hash) => hash.getText())
    .filter((text) => /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(text))
    .map((text) => Buffer.from(text, 'base64').toString('hex'));
}

function base64Of(hexadecimal: string): string {
  return Buffer.from(hexadecimal, 'hex').toString('base64');
}

/** Nothing but the file's own address is taken from what its sender wrote. */
function wordsBeside(url: string, body: string): string {
  const lines = body.split('\n');
  if (fileUrl(lines.at(-1) ?? '')[0] !== url) return body === '' ? url : body;
  return lines.slice(0, -1).join('\n') || url;
}

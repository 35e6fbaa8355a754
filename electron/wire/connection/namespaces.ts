/** Prefixes in scope; the empty prefix is the default namespace. */
export type Scope = ReadonlyMap<string, string>;

export interface ExpandedName {
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

export const outermostScope: Scope = new Map([
  ['', ''],
  ['xml', xmlNamespace],
]);

/**
 * The scope inside an element; null when its declarations break Namespaces in XML 1.0 sections 3 and 5. Only an element that
 * declares something costs a copy, so deep nesting stays linear.
 */
export function enterScope(outer: Scope, attributes: Readonly<Record<string, string>>): Scope | null {
  let inner: Map<string, string> | null = null;
  for (const [name, namespace] of Object.entries(attributes)) {
    const prefix = declaredPrefix(name);
    if (prefix === null) continue;
    if (namespace === xmlnsNamespace || prefix === 'xmlns') return null;
    if ((prefix === 'xml') !== (namespace === xmlNamespace)) return null;
    if (prefix !== '' && namespace === '') return null;
    inner ??= new Map(outer);
    inner.set(prefix, namespace);
  }
  return inner ?? outer;
}

/** The prefix that an attribute declares (`xmlns` or `xmlns:prefix`), or null when it is an ordinary attribute. */
export function declaredPrefix(attribute: string): string | null {
  if (attribute === 'xmlns') return '';
  return attribute.startsWith('xmlns:') ? attribute.slice('xmlns:'.length) : null;
}

/** Null when the name has a second colon, an empty part, or a prefix nobody declared. */
export function expandName(name: string, scope: Scope): ExpandedName | null {
  const colon = name.indexOf(':');
  if (colon === -1) return { prefix: '', local: name, namespace: scope.get('') ?? '' };
  const prefix = name.slice(0, colon);
  const local = name.slice(colon + 1);
  if (prefix === '' || local === '' || local.includes(':')) return null;
  const namespace = scope.get(prefix);
  return namespace === undefined ? null : { prefix, local, namespace };
}

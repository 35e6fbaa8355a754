/** The attributes of the first element of this local name in the description that Office writes; empty where there is none. */
export function attributesOf(xml: string, element: string): Readonly<Record<string, string>> {
  const tag = new RegExp(`<(?:\\w{1,20}:)?${element}\\s([^<>]*)>`).exec(xml.slice(0, 65_536))?.[1] ?? '';
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of tag.matchAll(/(\w{1,50})\s*=\s*"([^"]*)"/g))
    attributes[name] = value;
  return attributes;
}

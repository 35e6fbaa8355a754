declare module '@xmpp/xml/lib/parse.js' {
  import type { Element } from '@xmpp/xml';

  const parse: (xml: string) => Element;
  export = parse;
}
